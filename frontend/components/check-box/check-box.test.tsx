import { render } from 'preact';
import { expect, test, vi } from 'vitest';
import { checkExamples } from '../check-examples.ts';
import { CheckBox } from './check-box.tsx';
import { examples } from './examples.tsx';

checkExamples(examples);

test('ticking tells so', () => {
  const onChange = vi.fn();
  const place = document.createElement('div');
  document.body.replaceChildren(place);
  render(<CheckBox isTicked={false} onChange={onChange}>I agree</CheckBox>, place);
  place.querySelector('input')?.click();
  expect(onChange).toHaveBeenCalledExactlyOnceWith(true);
});
