import { expect, test, vi } from 'vitest';
import { fit, LONGEST_SIDE, photoFromFile } from './image.ts';

test('a large picture is made to fit, a small one stays as it is', () => {
  expect(fit(4000, 3000, LONGEST_SIDE)).toEqual({ width: 2560, height: 1920 });
  expect(fit(3000, 4000, LONGEST_SIDE)).toEqual({ width: 1920, height: 2560 });
  expect(fit(800, 600, LONGEST_SIDE)).toEqual({ width: 800, height: 600 });
  expect(fit(10_000, 1, LONGEST_SIDE)).toEqual({ width: 2560, height: 1 });
});

test('what only looks like a photograph is refused in words', async () => {
  const jpegHead = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 0]);
  await expect(photoFromFile(new Blob(['just text, no photograph']), 'front')).rejects.toMatchObject({ problem: 'wrong_type' });
  const image = { decode: () => Promise.reject(new DOMException('broken', 'EncodingError')), src: '' };
  vi.stubGlobal('Image', function fake() { return image; });
  await expect(photoFromFile(new Blob([jpegHead]), 'front')).rejects.toMatchObject({ problem: 'unreadable' });
  const heicHead = Uint8Array.from('\0\0\0\x18ftypheic', (letter) => letter.charCodeAt(0));
  await expect(photoFromFile(new Blob([heicHead]), 'front')).rejects.toMatchObject({ problem: 'heic' });
});
