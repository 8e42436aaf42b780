import { CameraView } from './camera-view.tsx';

const nothing = () => undefined;

export const examples = {
  document: () => <CameraView step="back" onPhoto={nothing} onProblem={nothing} />,
  face: () => <CameraView step="face" onPhoto={nothing} onProblem={nothing} />,
};
