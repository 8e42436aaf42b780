import { render } from 'preact';
import { expect, test } from 'vitest';
import { checkExamples } from '../check-examples.ts';
import { CheckList } from './check-list.tsx';
import { examples } from './examples.tsx';

checkExamples(examples);

test('an outcome nobody knows is never shown as passed', () => {
  const place = document.createElement('div');
  const words = { passed: 'Passed', failed: 'Failed', not_applicable: 'None', unavailable: 'Not checked' };
  render(<CheckList checks={[{ code: 'x', outcome: 'splendid', reason: '' }]} outcomeWords={words} />, place);
  expect(place.textContent).toContain('Not checked');
  expect(place.textContent).not.toContain('Passed');
});
