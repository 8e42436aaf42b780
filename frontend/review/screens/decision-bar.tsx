import type { ReviewChoice } from '../../api/console.ts';
import type { SessionState } from '../../api/session.ts';
import { Button } from '../../components/button/button.tsx';
import { say } from '../../words/review.ts';

/** The three things a reviewer may do, always in reach while the case waits for it. */
export function DecisionBar({ state, onDecide }: { state: SessionState; onDecide(verdict: ReviewChoice): void }) {
  if (state !== 'needs_review') return null;
  return (
    <section class="decision-bar" aria-label={say('decide.title')}>
      <Button icon="tick" onClick={() => onDecide('approve')}>{say('decide.approve')}</Button>
      <Button kind="secondary" icon="camera" onClick={() => onDecide('retake')}>{say('decide.retake')}</Button>
      <Button kind="danger" icon="cross" onClick={() => onDecide('reject')}>{say('decide.reject')}</Button>
    </section>
  );
}
