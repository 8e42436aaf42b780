import { render } from 'preact';
import { expect, test } from 'vitest';
import { checkExamples } from '../check-examples.ts';
import { examples } from './examples.tsx';

checkExamples(examples);

test('an empty value is said to be not read', () => {
  const place = document.createElement('div');
  render(examples['read and not read'](), place);
  expect(place.querySelectorAll('tbody tr')[1]?.textContent).toBe('HairNot readPrinted textNot assessed');
});
