import type { SessionState, SessionView } from '../../api/session.ts';
import { CheckList } from '../../components/check-list/check-list.tsx';
import { Icon, type IconName } from '../../components/icon/icon.tsx';
import { Notice } from '../../components/notice/notice.tsx';
import { PageHeading } from '../../components/page-heading/page-heading.tsx';
import { say } from '../../words/verify.ts';

type End = 'approved' | 'needs_review' | 'rejected' | 'failed' | 'expired' | 'cancelled' | 'erased';

const SIGNS: Record<End, { icon: IconName; tone: string }> = {
  approved: { icon: 'tick', tone: 'good' },
  needs_review: { icon: 'person', tone: 'calm' },
  rejected: { icon: 'cross', tone: 'bad' },
  failed: { icon: 'warning', tone: 'caution' },
  expired: { icon: 'clock', tone: 'caution' },
  cancelled: { icon: 'dash', tone: 'calm' },
  erased: { icon: 'dash', tone: 'calm' },
};

/** The result in words, and what happens next. */
export function OutcomeScreen({ session, isUnreachable }: { session: SessionView; isUnreachable: boolean }) {
  const end = endOf(session.state);
  // What does not apply to this document or is not asked for here tells the person nothing.
  const checks = (session.summary?.checks ?? []).filter((check) => check.outcome !== 'not_applicable');
  return (
    <>
      <div class={`sign sign-${SIGNS[end].tone}`}><Icon name={SIGNS[end].icon} /></div>
      <PageHeading page={say('page')}>{say(`outcome.${end}.title`)}</PageHeading>
      <p class="lead">{session.summary?.message || say(`outcome.${end}`)}</p>
      <p>{say(`outcome.${end}.next`)}</p>
      <div role="status">
        {isUnreachable && <Notice kind="caution"><p>{say('progress.unreachable')}</p></Notice>}
      </div>
      {checks.length > 0 && (
        <details>
          <summary>{say('outcome.checks')}</summary>
          <CheckList
            checks={checks.map((check) => ({ ...check, reason: check.message }))}
            outcomeWords={{
              passed: say('check.passed'),
              failed: say('check.failed'),
              not_applicable: say('check.not_applicable'),
              unavailable: say('check.unavailable'),
            }}
          />
        </details>
      )}
    </>
  );
}

/** A state that this page does not expect here is a failure, never a success. */
function endOf(state: SessionState): End {
  return state in SIGNS ? (state as End) : 'failed';
}
