import { WayBack } from './way-back.tsx';

export const examples = {
  before: () => <WayBack createCode={async () => ({ code: '7KQ2-M9XD-4RTA-0HVB', page: 'https://id.example.org/mine/' })} />,
};
