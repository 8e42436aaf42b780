import { RadioList } from './radio-list.tsx';

const choices = [
  { value: 'licence', label: 'Driving licence', hint: 'With a barcode on the back' },
  { value: 'passport', label: 'Passport' },
];
const nothing = () => undefined;

export const examples = {
  open: () => <RadioList legend="Document" choices={choices} value={null} onChange={nothing} />,
  chosen: () => <RadioList legend="Document" choices={choices} value="passport" onChange={nothing} />,
  'with an error': () => (
    <RadioList legend="Document" choices={choices} value={null} onChange={nothing} error="Select a document" />
  ),
};
