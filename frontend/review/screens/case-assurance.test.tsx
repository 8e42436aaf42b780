import { render } from 'preact';
import { expect, test } from 'vitest';
import { checkExamples } from '../../components/check-examples.ts';
import { CaseAssurance } from './case-assurance.tsx';

const invalid = () => <CaseAssurance assurance={{ strength: 4, validity: 0, contraIndicators: ['D02', 'X99'] }} />;

checkExamples({
  valid: () => <CaseAssurance assurance={{ strength: 4, validity: 2, contraIndicators: [] }} />,
  invalid,
  'not asked': () => <CaseAssurance assurance={null} />,
});

test('what speaks against the document is told in words, or by its code', () => {
  const place = document.createElement('div');
  render(invalid(), place);
  expect(place.textContent).toContain('0 of 4');
  expect(place.textContent).toContain('D02, no such valid document on record, X99');
});
