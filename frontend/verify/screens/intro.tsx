import { Button } from '../../components/button/button.tsx';
import { Icon, type IconName } from '../../components/icon/icon.tsx';
import { PageHeading } from '../../components/page-heading/page-heading.tsx';
import { say, type VerifyWord } from '../../words/verify.ts';
import type { Act } from './act.ts';

const NEEDS: [IconName, VerifyWord][] = [
  ['card', 'intro.need.document'],
  ['camera', 'intro.need.camera'],
  ['image', 'intro.need.light'],
];
const DATA: [IconName, VerifyWord][] = [
  ['lock', 'intro.data.sent'],
  ['people', 'intro.data.read'],
  ['clock', 'intro.data.kept'],
];

/** What will happen, what is needed, and the person's agreement. */
export function IntroScreen({ act }: { act: Act }) {
  return (
    <>
      <PageHeading page={say('page')}>{say('intro.title')}</PageHeading>
      <p class="lead">{say('intro.lead')}</p>
      <Facts title="intro.need" facts={NEEDS} />
      <Facts title="intro.data" facts={DATA} />
      <details>
        <summary>{say('intro.other')}</summary>
        <p>{say('intro.other.body')}</p>
      </details>
      <p class="quiet">{say('intro.agree')}</p>
      <div class="actions"><Button onClick={() => act({ type: 'start' })}>{say('intro.start')}</Button></div>
    </>
  );
}

function Facts({ title, facts }: { title: VerifyWord; facts: [IconName, VerifyWord][] }) {
  return (
    <section class="stack">
      <h2>{say(title)}</h2>
      <ul class="facts">
        {facts.map(([icon, word]) => <li key={word}><Icon name={icon} /><span>{say(word)}</span></li>)}
      </ul>
    </section>
  );
}
