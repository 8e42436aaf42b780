import { Button } from './button.tsx';

export const examples = {
  primary: () => <Button>Continue</Button>,
  secondary: () => <Button kind="secondary" icon="camera">Use the camera</Button>,
  plain: () => <Button kind="plain">Stop</Button>,
  danger: () => <Button kind="danger">Reject</Button>,
  busy: () => <Button isBusy>Sending</Button>,
  disabled: () => <Button isDisabled>Next page</Button>,
};
