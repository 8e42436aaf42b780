import './state-badge.css';
import type { SessionState } from '../../api/session.ts';
import { Icon, type IconName } from '../icon/icon.tsx';

const LOOKS: Record<SessionState, { icon: IconName; tone: string }> = {
  created: { icon: 'clock', tone: 'calm' },
  submitted: { icon: 'clock', tone: 'calm' },
  processing: { icon: 'clock', tone: 'calm' },
  approved: { icon: 'tick', tone: 'good' },
  rejected: { icon: 'cross', tone: 'bad' },
  needs_review: { icon: 'person', tone: 'caution' },
  retake: { icon: 'camera', tone: 'calm' },
  failed: { icon: 'warning', tone: 'bad' },
  expired: { icon: 'clock', tone: 'calm' },
  cancelled: { icon: 'dash', tone: 'calm' },
  erased: { icon: 'dash', tone: 'calm' },
};

/** A session's state: words with a sign, so that the colour says nothing alone. */
export function StateBadge({ state, children }: { state: SessionState; children: string }) {
  const { icon, tone } = LOOKS[state];
  return <span class={`state-badge state-badge-${tone}`}><Icon name={icon} />{children}</span>;
}
