import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { firstLoadBytes } from './budget.ts';

const files = {
  'verify/index.html': {
    type: 'asset' as const,
    source: '<script src="../assets/verify-a1.js"></script><link rel="modulepreload" href="../assets/runtime-b2.js">',
  },
  'assets/verify-a1.js': { type: 'chunk' as const, code: 'console.log(1)' },
  'assets/runtime-b2.js': { type: 'chunk' as const, code: 'export const one = 1' },
  'assets/later-c3.js': { type: 'chunk' as const, code: 'x'.repeat(90_000) },
};

test('a first load counts the scripts that the page names and no others', () => {
  const expected =
    gzipSync('console.log(1)', { level: 9 }).length + gzipSync('export const one = 1', { level: 9 }).length;
  expect(firstLoadBytes('verify/index.html', files)).toBe(expected);
});

test('a page that was not built is an error, not a size of zero', () => {
  expect(() => firstLoadBytes('missing/index.html', files)).toThrow('no page');
});
