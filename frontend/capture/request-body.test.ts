import { expect, test } from 'vitest';
import { offeredKinds, stepsOf } from './documents.ts';
import type { Photo } from './photo.ts';
import { base64Of, captureMethodDigits, requestBody } from './request-body.ts';

const photo = (text: string, method: Photo['method'] = 'file'): Photo => ({
  blob: new Blob([text], { type: 'image/jpeg' }), width: 1, height: 1, method, hints: [], isUnread: false,
});

test('the body is the one that the DVS interface takes', async () => {
  const photos = { front: photo('front'), back: photo('back', 'shutter'), face: photo('face') };
  expect(await requestBody('licence', photos, 'Test/1')).toEqual({
    documentType: 1,
    frontImageBase64: btoa('front'),
    backOrSecondImageBase64: btoa('back'),
    faceImageBase64: btoa('face'),
    frontMultiImagesBase64: '',
    faceMultiImagesBase64: '',
    trackString: '',
    verifyFace: true,
    captureMethod: '020',
    userAgent: 'Test/1',
  });
});

test('a passport has no second image, even where one was taken before', async () => {
  const body = await requestBody('passport', { front: photo('page'), back: photo('old'), face: photo('face') }, '');
  expect(body.documentType).toBe(2);
  expect(body.backOrSecondImageBase64).toBe('');
  expect(body.captureMethod).toBe('00');
});

test('one digit stands for each step', () => {
  expect(captureMethodDigits('card', { front: photo('', 'shutter'), back: photo('', 'shutter'), face: photo('', 'shutter') })).toBe('222');
  expect(stepsOf('card')).toEqual(['front', 'back', 'face']);
});

test('base64 has no data: prefix and keeps every byte', async () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  const text = await base64Of(new Blob([bytes], { type: 'image/jpeg' }));
  expect(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))).toEqual(bytes);
});

test('only kinds that the server takes are offered; all where it names none', () => {
  expect(offeredKinds([2])).toEqual(['passport']);
  expect(offeredKinds([])).toEqual(['licence', 'passport', 'card']);
  expect(offeredKinds([99])).toEqual(['licence', 'passport', 'card']);
});
