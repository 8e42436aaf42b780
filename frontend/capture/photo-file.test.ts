import { expect, test } from 'vitest';
import { checkFile, formatOf, LARGEST_FILE_MEGABYTES, type FileProblem, type PhotoFormat } from './photo-file.ts';

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

test.each<[string, PhotoFormat | null]>([
  ['\xFF\xD8\xFF\xE0', 'jpeg'],
  ['\x89PNG\r\n\x1A\n', 'png'],
  ['RIFF\x10\0\0\0WEBPVP8 ', 'webp'],
  ['\0\0\0\x18ftypheic', 'heic'],
  ['\0\0\0\x18ftypmif1', 'heic'],
  ['\0\0\0\x18ftypisom', null],
  ['\0\0\0\x18ftypavif', 'avif'],
  // Films, also those that are made of pictures.
  ['\0\0\0\x18ftyphevc', null],
  ['\0\0\0\x18ftypavis', null],
  ['%PDF-1.7', 'pdf'],
  ['<svg xmlns=', null],
  ['GIF89a', null],
  ['', null],
])('%j is %j by its first bytes', (head, format) => {
  expect(formatOf(bytes(head))).toBe(format);
});

test.each<[string, Blob, FileProblem]>([
  ['an empty file', new Blob([]), 'empty'],
  ['a text', new Blob(['just words, and more of them']), 'wrong_type'],
  ['a huge file', new Blob([new Uint8Array(LARGEST_FILE_MEGABYTES * 1_000_000 + 1)]), 'too_large'],
])('%s is refused before it is decoded', async (_, file, problem) => {
  await expect(checkFile(file)).rejects.toMatchObject({ problem });
});

test('what a file is called does not matter', async () => {
  const file = new File([bytes('\x89PNG\r\n\x1A\n')], 'photo.pdf', { type: 'application/pdf' });
  expect(await checkFile(file)).toBe('png');
});
