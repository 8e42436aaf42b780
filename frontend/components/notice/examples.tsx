import { Notice } from './notice.tsx';

export const examples = {
  info: () => <Notice kind="info"><p>Opening a case is recorded.</p></Notice>,
  caution: () => <Notice kind="caution" title="This photo may be blurred"><p>Check that you can read it.</p></Notice>,
  bad: () => <Notice kind="bad" title="There is a problem" isAlert><p>The photo could not be sent.</p></Notice>,
  good: () => <Notice kind="good"><p>You are back online.</p></Notice>,
};
