import { useState } from 'preact/hooks';
import type { ConsentText } from '../../api/consent.ts';
import type { Organisation } from '../../api/organisation.ts';
import { Button } from '../../components/button/button.tsx';
import { CheckBox } from '../../components/check-box/check-box.tsx';
import { useFocusFirstError } from '../../components/focus-first-error.ts';
import { Icon, type IconName } from '../../components/icon/icon.tsx';
import { Notice } from '../../components/notice/notice.tsx';
import { PageHeading } from '../../components/page-heading/page-heading.tsx';
import { say, type VerifyWord } from '../../words/verify.ts';
import type { Act } from './act.ts';
import { DecliningScreen } from './declining.tsx';

const NEEDS: [IconName, VerifyWord][] = [
  ['card', 'intro.need.document'],
  ['camera', 'intro.need.camera'],
  ['image', 'intro.need.light'],
];
/** What stands in view; the other lines are behind a disclosure. */
const IN_VIEW: Record<string, IconName> = { purpose: 'info', reading: 'people', recipient: 'next', kept: 'lock', human: 'person' };

export interface IntroScreenProps {
  organisation: Organisation | null;
  /** What there is to agree to; null once the person has. */
  consent: ConsentText | null;
  /** Resolves to false where the words have changed meanwhile. */
  giveConsent(): Promise<boolean>;
  declineConsent(): Promise<void>;
  act: Act;
}

/** What will happen, what is needed, and the person's agreement. The words come from the server. */
export function IntroScreen({ organisation, consent, giveConsent, declineConsent, act }: IntroScreenProps) {
  const [isTicked, setTicked] = useState(false);
  const [errors, setErrors] = useState<{ biometric?: string }>({});
  const [trouble, setTrouble] = useState<VerifyWord | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [isDeclining, setDeclining] = useState(false);
  const form = useFocusFirstError(errors);

  const agree = async () => {
    setErrors(isTicked ? {} : { biometric: say('intro.agree.error') });
    setTrouble(null);
    if (!isTicked) return;
    setBusy(true);
    try {
      if (await giveConsent()) return;
      setTicked(false);
      setTrouble('intro.changed');
    } catch {
      setTrouble('intro.lost');
    }
    setBusy(false);
  };
  if (isDeclining) {
    return <DecliningScreen organisation={organisation} declineConsent={declineConsent} goBack={() => setDeclining(false)} />;
  }
  const name = organisation?.name ?? '';
  const biometric = consent?.lines.find((line) => line.key === 'biometric');
  return (
    <>
      <PageHeading page={say('page')}>{say('intro.title')}</PageHeading>
      <p class="lead">{name === '' ? say('intro.lead') : say('intro.lead.by', { organisation: name })}</p>
      <section class="stack">
        <h2>{say('intro.need')}</h2>
        <ul class="facts">{NEEDS.map(([icon, word]) => <li key={word}><Icon name={icon} /><span>{say(word)}</span></li>)}</ul>
      </section>
      {consent === null ? (
        <>
          <p>{say('intro.agreed')}</p>
          <div class="actions"><Button onClick={() => act({ type: 'start' })}>{say('continue')}</Button></div>
        </>
      ) : (
        <form
          ref={form}
          class="stack consent"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (!isBusy) void agree();
          }}
        >
          <ConsentWords text={consent} />
          {trouble && <Notice kind="caution" isAlert><p>{say(trouble)}</p></Notice>}
          {biometric && <CheckBox isTicked={isTicked} onChange={setTicked} error={isTicked ? null : (errors.biometric ?? null)}>{biometric.text}</CheckBox>}
          <div class="actions">
            <Button type="submit" isBusy={isBusy}>{say('intro.start')}</Button>
            <Button kind="plain" isBusy={isBusy} onClick={() => setDeclining(true)}>{say('intro.decline')}</Button>
          </div>
        </form>
      )}
    </>
  );
}

/** The words, all of them: the first in view, the others where whoever wants to know finds them. */
function ConsentWords({ text }: { text: ConsentText }) {
  const shown = text.lines.filter((line) => line.key in IN_VIEW);
  const more = text.lines.filter((line) => !(line.key in IN_VIEW) && line.key !== 'biometric');
  return (
    <section class="stack" lang={text.locale} data-consent={text.textSha256}>
      <h2>{say('intro.data')}</h2>
      <ul class="facts">
        {shown.map((line) => <li key={line.key}><Icon name={IN_VIEW[line.key] ?? 'info'} /><span>{line.text}</span></li>)}
      </ul>
      <details>
        <summary>{say('intro.more')}</summary>
        {more.map((line) => <p key={line.key}>{line.text}</p>)}
        <p>{say('intro.device')}</p>
      </details>
    </section>
  );
}
