import { Waiting } from './waiting.tsx';

export const examples = {
  loading: () => <Waiting>Opening your identity check</Waiting>,
};
