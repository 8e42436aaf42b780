import { render } from 'preact';
import { expect, test } from 'vitest';
import { checkExamples } from '../check-examples.ts';
import { examples } from './examples.tsx';

checkExamples(examples);

test('only an alert interrupts', () => {
  const place = document.createElement('div');
  render(examples.bad(), place);
  expect(place.querySelector('[role=alert]')).not.toBeNull();
  render(examples.info(), place);
  expect(place.querySelector('[role]')).toBeNull();
});
