import { expect, test, vi } from 'vitest';
import { fit, LONGEST_SIDE, photoFromFile } from './image.ts';
import { LARGEST_UNREAD_MEGABYTES } from './photo-file.ts';

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
});

test('what only the service can read is sent as it is, within the limit of an upload', async () => {
  vi.stubGlobal('Image', function fake() {
    return { decode: () => Promise.reject(new DOMException('unknown', 'EncodingError')), src: '' };
  });
  for (const head of ['\0\0\0\x18ftypheic', '\0\0\0\x18ftypavif', '%PDF-1.7']) {
    const file = new Blob([Uint8Array.from(head, (letter) => letter.charCodeAt(0))]);
    const photo = await photoFromFile(file, 'back');
    expect(photo).toMatchObject({ isUnread: true, method: 'file', hints: [] });
    expect(photo.blob).toBe(file);
    const large = new Blob([file, new Uint8Array(LARGEST_UNREAD_MEGABYTES * 1_000_000)]);
    await expect(photoFromFile(large, 'back')).rejects.toMatchObject({ problem: 'too_large_unread' });
  }
});

test('a face cannot be a document', async () => {
  await expect(photoFromFile(new Blob(['%PDF-1.7']), 'face')).rejects.toMatchObject({ problem: 'pdf_face' });
});
