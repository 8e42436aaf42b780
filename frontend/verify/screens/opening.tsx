import { Button } from '../../components/button/button.tsx';
import { PageHeading } from '../../components/page-heading/page-heading.tsx';
import { Waiting } from '../../components/waiting/waiting.tsx';
import { say } from '../../words/verify.ts';
import type { Act } from './act.ts';

/** Before the session is known. */
export function LoadingScreen() {
  return (
    <>
      <h1 class="visually-hidden">{say('page')}</h1>
      <Waiting>{say('loading')}</Waiting>
    </>
  );
}

/** The page was opened without a link that works. Whoever has a code needs none. */
export function LinkProblemScreen({ reason }: { reason: 'missing' | 'malformed' | 'refused' }) {
  return (
    <>
      <PageHeading page={say('page')}>{say(`link.${reason}.title`)}</PageHeading>
      <p>{say(`link.${reason}.body`)}</p>
      <section class="stack way-back" aria-labelledby="link-code">
        <h2 id="link-code">{say('link.code.title')}</h2>
        <p>{say('link.code.body')}</p>
        <div class="actions"><a class="button button-secondary" href="../mine/">{say('link.code.enter')}</a></div>
      </section>
    </>
  );
}

/** The session could not be read. */
export function UnreachableScreen({ act }: { act: Act }) {
  return (
    <>
      <PageHeading page={say('page')}>{say('unreachable.title')}</PageHeading>
      <p>{say('unreachable.body')}</p>
      <div class="actions"><Button onClick={() => act({ type: 'reload' })}>{say('try_again')}</Button></div>
    </>
  );
}
