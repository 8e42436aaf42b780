import { expect, test } from 'vitest';
import { momentsOf, posesOf } from './head-turn.ts';

test('the head is ahead before, between and after the turns', () => {
  expect(posesOf(['left', 'right'])).toEqual(['ahead', 'left', 'ahead', 'right', 'ahead']);
  expect(posesOf([])).toEqual(['ahead']);
});

test('frames are taken late in a pose, and at most twelve in all', () => {
  expect(momentsOf('ahead', 1000)).toEqual([900]);
  expect(momentsOf('left', 1000)).toEqual([600, 950]);
  const frames = posesOf(['left', 'right', 'left']).flatMap((pose) => momentsOf(pose, 2500));
  expect(frames.length).toBe(10);
});
