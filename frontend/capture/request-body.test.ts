import { expect, test } from 'vitest';
import { offeredKinds, stepsOf } from './documents.ts';
import type { Photo } from './photo.ts';
import { base64Of, captureMethodDigits, requestBody } from './request-body.ts';

const photo = (text: string, method: Photo['method'] = 'file'): Photo => ({
  blob: new Blob([text], { type: 'image/jpeg' }), width: 1, height: 1, method, cameraLabel: method === 'shutter' ? 'Rear camera' : '', hints: [], isUnread: false,
});

test('the body is the one that the DVS interface takes', async () => {
  const photos = { front: photo('front'), back: photo('back', 'shutter'), face: photo('face') };
  expect(await requestBody('licence', { photos, turn: null }, 'Test/1')).toEqual({
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
    frontEndMetadata: JSON.stringify({ capture: {
      front: { from: 'file', label: '' }, back: { from: 'camera', label: '' }, face: { from: 'file', label: '' },
    } }),
  });
});

test('a passport has no second image, even where one was taken before', async () => {
  const body = await requestBody('passport', { photos: { front: photo('page'), back: photo('old'), face: photo('face') }, turn: null }, '');
  expect(body.documentType).toBe(2);
  expect(body.backOrSecondImageBase64).toBe('');
  expect(body.captureMethod).toBe('00');
});

test('a head turn goes along as frames and their times', async () => {
  const turn = { nonce: 'abc', frames: [{ at: 900, blob: new Blob(['one']) }, { at: 1600, blob: new Blob(['two']) }] };
  const body = await requestBody('passport', { photos: { front: photo('page'), face: photo('face', 'shutter') }, turn }, '');
  expect(body.faceMultiImagesBase64).toEqual([btoa('one'), btoa('two')]);
  expect(JSON.parse(body.frontEndMetadata).capture.face).toEqual({ from: 'camera', label: 'Rear camera' });
  expect(JSON.parse(body.frontEndMetadata).challenge).toEqual({ nonce: 'abc', frames: [900, 1600] });
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
