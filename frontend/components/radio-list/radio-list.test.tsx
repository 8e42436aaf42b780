import { render } from 'preact';
import { expect, test, vi } from 'vitest';
import { checkExamples } from '../check-examples.ts';
import { examples } from './examples.tsx';
import { RadioList } from './radio-list.tsx';

checkExamples(examples);

test('choosing tells which', () => {
  const onChange = vi.fn();
  const place = document.createElement('div');
  document.body.replaceChildren(place);
  const choices = [{ value: 'a', label: 'A' }, { value: 'b', label: 'B' }];
  render(<RadioList legend="Letter" choices={choices} value={null} onChange={onChange} />, place);
  place.querySelector<HTMLInputElement>('input[value=b]')?.click();
  expect(onChange).toHaveBeenCalledExactlyOnceWith('b');
});
