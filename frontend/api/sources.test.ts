import { expect, test } from 'vitest';
import { parseSighting, parseSignals } from './sources.ts';

const corners = [[1, 2], [9, 2], [9, 4], [1, 4]];

test('a sighting is read with its place, and a place of other than four corners is none', () => {
  const sighting = { source: 'printed', image: 'front', value: 'SAMPLE', confidence: 90, corners };
  expect(parseSighting(sighting)).toEqual({ source: 'printed', image: 'front', value: 'SAMPLE', corners });
  for (const broken of [null, corners.slice(1), [...corners.slice(1), [1, 'x']], 'text']) {
    expect(parseSighting({ ...sighting, corners: broken }).corners).toBeNull();
  }
  expect(parseSighting({ ...sighting, image: 'elsewhere' }).image).toBeNull();
});

test('a signal that does not say that it is calm is raised', () => {
  const [calm, odd] = parseSignals([{ image: 'back', signal: 'splice', score: 0.5, threshold: 1, is_raised: false }, {}]) ?? [];
  expect(calm).toEqual({ image: 'back', signal: 'splice', score: 0.5, threshold: 1, isRaised: false, corners: null });
  expect(odd?.isRaised).toBe(true);
});

test('no list is none looked for, and an empty one none assessed', () => {
  expect(parseSignals(null)).toBeNull();
  expect(parseSignals([])).toEqual([]);
});
