import type { ReadonlySignal } from '@preact/signals';
import { Button } from '../../components/button/button.tsx';
import { PageHeading } from '../../components/page-heading/page-heading.tsx';
import { ProgressBar } from '../../components/progress-bar/progress-bar.tsx';
import { Waiting } from '../../components/waiting/waiting.tsx';
import { language, say } from '../../words/verify.ts';
import type { SendProblem } from '../send-problem.ts';
import type { Act } from './act.ts';

export interface SendingScreenProps {
  share: ReadonlySignal<number>;
  hasArrived: boolean;
  stop(): void;
}

/** The photographs are on their way. */
export function SendingScreen({ share, hasArrived, stop }: SendingScreenProps) {
  const isUnderWay = !hasArrived && share.value < 1;
  return (
    <>
      <PageHeading page={say('page')}>{say('sending.title')}</PageHeading>
      <ProgressBar label={say('sending.label')} share={hasArrived ? 1 : share.value} language={language} />
      <Waiting>{say(isUnderWay ? 'sending.keep' : 'sending.arrived')}</Waiting>
      {isUnderWay && <div class="actions"><Button kind="secondary" onClick={stop}>{say('sending.stop')}</Button></div>}
    </>
  );
}

/** They did not get through. They are still here. */
export function SendFailedScreen({ problem, act }: { problem: SendProblem; act: Act }) {
  const { kind, reference, retryAfterSeconds } = problem;
  const isFinal = kind === 'closed' || kind === 'link_refused';
  const body =
    kind === 'busy' && retryAfterSeconds !== null ? say('send.busy.wait', { seconds: retryAfterSeconds }) : say(`send.${kind}`);
  return (
    <>
      <PageHeading page={say('page')}>{say(`send.${kind}.title`)}</PageHeading>
      <p>{body}</p>
      {reference && <p class="quiet">{say('send.reference', { reference })}</p>}
      {!isFinal && (
        <div class="actions">
          <Button onClick={() => act({ type: 'send' })}>{say('try_again')}</Button>
          <Button kind="secondary" onClick={() => act({ type: 'back' })}>{say('send.back')}</Button>
        </div>
      )}
    </>
  );
}
