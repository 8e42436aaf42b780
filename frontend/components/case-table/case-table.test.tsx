import { render } from 'preact';
import { expect, test } from 'vitest';
import { checkExamples } from '../check-examples.ts';
import { examples } from './examples.tsx';

checkExamples(examples);

test('the arrow keys move between the cases', () => {
  const place = document.createElement('div');
  document.body.replaceChildren(place);
  render(examples['two cases'](), place);
  const [first, second] = place.querySelectorAll('a');
  first?.focus();
  first?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true }));
  expect(document.activeElement).toBe(second);
  second?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true }));
  expect(document.activeElement).toBe(second);
});
