import { render } from 'preact';
import { expect, test } from 'vitest';
import { checkExamples } from '../check-examples.ts';
import { examples } from './examples.tsx';

checkExamples(examples);

test('the share is shown as a percentage', () => {
  const place = document.createElement('div');
  render(examples['half way'](), place);
  expect(place.textContent).toContain('50%');
  expect(place.querySelector('progress')?.value).toBe(0.5);
});
