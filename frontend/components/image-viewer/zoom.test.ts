import { expect, test } from 'vitest';
import { FITTED, LARGEST_SCALE, moveBy, turned, zoomBy } from './zoom.ts';

const frame = { width: 400, height: 300 };

test('zooming keeps the point under the pointer', () => {
  const zoom = zoomBy(FITTED, 2, frame, { x: 100, y: -50 });
  expect(zoom).toMatchObject({ scale: 2, x: -100, y: 50 });
});

test('a picture is never smaller than its frame nor larger than the limit', () => {
  expect(zoomBy(FITTED, 0.1, frame).scale).toBe(1);
  expect(zoomBy(FITTED, 100, frame).scale).toBe(LARGEST_SCALE);
});

test('moving stops at the edge', () => {
  expect(moveBy(FITTED, 50, 50, frame)).toMatchObject({ x: 0, y: 0 });
  expect(moveBy({ ...FITTED, scale: 2 }, 1000, -1000, frame)).toMatchObject({ x: 200, y: -150 });
});

test('zooming out again brings the picture back to the middle', () => {
  const far = moveBy({ ...FITTED, scale: 2 }, 200, 150, frame);
  expect(zoomBy(far, 0.5, frame)).toMatchObject({ scale: 1, x: 0, y: 0 });
});

test('four turns are none', () => {
  expect(turned(turned(turned(turned(FITTED)))).turns).toBe(0);
});
