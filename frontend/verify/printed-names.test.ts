import { expect, test } from 'vitest';
import { ApiProblem, Unreachable } from '../api/problem.ts';
import { checkNames, refusalWord, tidyNames } from './printed-names.ts';

test.each([
  ['O’Connor-Smith', 'St. John', {}],
  ["d'Arcy", ' Anna-Maria   Jane ', {}],
  ['', ' ', { surname: 'name.surname.empty', forenames: 'name.forenames.empty' }],
  ['Müller', 'R2D2', { surname: 'name.surname.signs', forenames: 'name.forenames.signs' }],
  ['a'.repeat(31), 'a'.repeat(30), { surname: 'name.surname.long' }],
])('%j and %j', (surname, forenames, errors) => {
  expect(checkNames({ surname, forenames })).toEqual(errors);
});

test('blanks that do not count are not sent', () => {
  expect(tidyNames({ surname: ' Smith ', forenames: 'Mary  Jane' })).toEqual({ surname: 'Smith', forenames: 'Mary Jane' });
});

test('each refusal has its words', () => {
  const refused = (status: number) => refusalWord(new ApiProblem(status, 'x', '', null, null));
  expect([422, 429, 503, 500].map(refused)).toEqual(['name.refused', 'name.busy', 'name.busy', 'name.server']);
  expect(refusalWord(new Unreachable('x'))).toBe('name.unreachable');
});
