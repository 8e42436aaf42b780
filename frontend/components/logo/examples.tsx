import { Logo } from './logo.tsx';

const DOT = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

export const examples = {
  shown: () => <Logo address={DOT} name="Example Bank" />,
};
