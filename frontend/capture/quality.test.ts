import { expect, test } from 'vitest';
import { hintsFor, measure } from './quality.ts';

/** A grey picture from a brightness for each place. */
function picture(width: number, height: number, brightness: (x: number, y: number) => number) {
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) rgba.fill(brightness(x, y), (y * width + x) * 4, (y * width + x) * 4 + 3);
  }
  return measure(rgba, width, height);
}

const text = (x: number, y: number) => (x % 6 < 2 && y % 8 < 5 ? 40 : 200);
/** The same pattern with its edges drawn out over a period of 60 pixels. */
const soft = (x: number, y: number) => 120 + 60 * Math.sin((x / 60) * 2 * Math.PI) * Math.cos((y / 80) * 2 * Math.PI);

test('sharp text is sharp and soft shapes are not', () => {
  expect(hintsFor('front', picture(160, 120, text))).toEqual([]);
  expect(hintsFor('front', picture(160, 120, soft))).toEqual(['blurred']);
});

test('a dark picture is dark, and nothing else is said about it', () => {
  expect(hintsFor('back', picture(160, 120, (x, y) => text(x, y) / 6))).toEqual(['dark']);
});

test('a patch of burnt-out white is a reflection; a white background is not', () => {
  const patch = picture(160, 120, (x, y) => (x < 32 && y < 32 ? 255 : text(x, y)));
  expect(hintsFor('front', patch)).toEqual(['glare']);
  const background = picture(160, 120, (x, y) => (x < 90 ? 255 : text(x, y)));
  expect(hintsFor('front', background)).toEqual([]);
});

test('a face may be smooth', () => {
  expect(hintsFor('face', picture(160, 120, soft))).toEqual([]);
});

test('a picture without pixels is measured without harm', () => {
  expect(measure(new Uint8ClampedArray(0), 0, 0)).toEqual({ sharpness: 0, glare: 0, luma: 0 });
});
