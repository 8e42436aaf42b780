import { expect, test } from 'vitest';
import { dictionary, fill } from './dictionary.ts';

test('places are filled and numbers follow the language', () => {
  expect(fill('{count} photos of {name}', { count: 1234, name: 'Ada' }, 'en')).toBe('1,234 photos of Ada');
});

test('a place without a value stays visible, so that the mistake shows', () => {
  expect(fill('Step {step}', {}, 'en')).toBe('Step {step}');
});

test('a value is never read as a pattern', () => {
  expect(fill('Hello {name}', { name: '{other} $&' }, 'en')).toBe('Hello {other} $&');
});

test('a key from outside that the dictionary lacks gives the text that came with it', () => {
  const { sayOr } = dictionary({ 'code.Known': 'Known' }, 'en');
  expect(sayOr('code.Known', 'x')).toBe('Known');
  expect(sayOr('code.New', 'Their words')).toBe('Their words');
  expect(sayOr('toString', 'Their words')).toBe('Their words');
});
