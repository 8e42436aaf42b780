import { expect, test, vi } from 'vitest';
import { openCamera, problemOf, type CameraProblem } from './camera.ts';

test.each<[string, CameraProblem]>([
  ['NotAllowedError', 'denied'], ['SecurityError', 'denied'], ['NotFoundError', 'absent'], ['OverconstrainedError', 'absent'],
  ['NotReadableError', 'busy'], ['AbortError', 'busy'], ['TypeError', 'failed'],
])('%s means %s', (name, problem) => {
  expect(problemOf(new DOMException('x', name))).toBe(problem);
});

test('a page without a secure connection is told apart from a browser without a camera', async () => {
  vi.stubGlobal('navigator', {});
  vi.stubGlobal('isSecureContext', false);
  await expect(openCamera('user', null)).rejects.toMatchObject({ problem: 'insecure' });
  vi.stubGlobal('isSecureContext', true);
  await expect(openCamera('user', null)).rejects.toMatchObject({ problem: 'unsupported' });
});

function withCameras(ids: string[]) {
  const getUserMedia = vi.fn(async (_asked: MediaStreamConstraints) => ({
    getVideoTracks: () => [{ getSettings: () => ({ deviceId: ids[0] }) }],
    getTracks: () => [],
  }));
  const enumerateDevices = async () => ids.map((deviceId) => ({ kind: 'videoinput', deviceId }));
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia, enumerateDevices } });
  return getUserMedia;
}

test('the way that the camera looks is a wish, a chosen camera an order', async () => {
  const getUserMedia = withCameras(['one', 'two']);
  const camera = await openCamera('environment', null);
  expect(camera.nextDeviceId).toBe('two');
  expect(getUserMedia.mock.calls[0]?.[0]?.video).toMatchObject({ facingMode: { ideal: 'environment' } });
  await openCamera('environment', 'two');
  expect(getUserMedia.mock.calls[1]?.[0]?.video).toMatchObject({ deviceId: { exact: 'two' } });
});

test('with one camera there is nothing to switch to', async () => {
  withCameras(['one']);
  expect((await openCamera('user', null)).nextDeviceId).toBeNull();
});
