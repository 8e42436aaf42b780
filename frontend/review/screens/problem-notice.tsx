import { ApiProblem } from '../../api/problem.ts';
import { Button } from '../../components/button/button.tsx';
import { Notice } from '../../components/notice/notice.tsx';
import { say } from '../../words/review.ts';

/** Something could not be loaded: why, and a way to try again. */
export function ProblemNotice({ problem, onRetry }: { problem: unknown; onRetry(): void }) {
  const isAnswer = problem instanceof ApiProblem;
  const kind = isAnswer ? ('problem.server' as const) : ('problem.unreachable' as const);
  return (
    <Notice kind="bad" title={say(`${kind}.title`)} isAlert>
      <p>{say(kind)}</p>
      {isAnswer && problem.requestId && <p class="quiet">{say('problem.reference', { reference: problem.requestId })}</p>}
      <div class="actions"><Button kind="secondary" onClick={onRetry}>{say('try_again')}</Button></div>
    </Notice>
  );
}
