import { Icon } from './icon.tsx';

export const examples = {
  'beside words': () => <p><Icon name="lock" /> Sent encrypted</p>,
};
