/** The screens on which photographs are taken and sent; fetched together. */
export { CaptureScreen } from './capture.tsx';
export { DocumentScreen } from './document.tsx';
export { HeadTurnScreen } from './head-turn.tsx';
export { InspectScreen } from './inspect.tsx';
export { NameScreen } from './name.tsx';
export { RetakeScreen } from './retake.tsx';
export { ReviewScreen } from './review.tsx';
export { SendFailedScreen, SendingScreen } from './sending.tsx';
