import { SESSION_STATES } from '../../api/session.ts';
import { StateBadge } from './state-badge.tsx';

export const examples = Object.fromEntries(
  SESSION_STATES.map((state) => [state, () => <p><StateBadge state={state}>{state}</StateBadge></p>]),
);
