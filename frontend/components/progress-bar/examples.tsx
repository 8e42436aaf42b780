import { ProgressBar } from './progress-bar.tsx';

export const examples = {
  started: () => <ProgressBar label="Sending your photos" share={0} language="en" />,
  'half way': () => <ProgressBar label="Sending your photos" share={0.5} language="en" />,
};
