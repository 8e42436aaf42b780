import { CheckBox } from './check-box.tsx';

const nothing = () => undefined;

export const examples = {
  open: () => <CheckBox isTicked={false} onChange={nothing}>I agree that my face is compared.</CheckBox>,
  ticked: () => <CheckBox isTicked onChange={nothing}>I agree that my face is compared.</CheckBox>,
  'with an error': () => (
    <CheckBox isTicked={false} onChange={nothing} error="Tick the box if you agree">I agree that my face is compared.</CheckBox>
  ),
};
