import { HeadTurn } from './head-turn.tsx';

const nothing = () => undefined;

export const examples = {
  'two turns': () => (
    <HeadTurn challenge={{ nonce: 'n', turns: ['left', 'right'] }} poseMilliseconds={2500} onRecorded={nothing} onProblem={nothing} />
  ),
};
