import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test, vi } from 'vitest';
import { checkExamples } from '../check-examples.ts';
import { CameraView } from './camera-view.tsx';
import { examples } from './examples.tsx';

checkExamples(examples);

function fakeCameras(getUserMedia: () => Promise<unknown>) {
  vi.stubGlobal('navigator', {
    mediaDevices: { getUserMedia, enumerateDevices: async () => [] },
  });
}

test('the camera is let go when the view leaves the screen', async () => {
  const stop = vi.fn();
  const track = { stop, onended: null, getSettings: () => ({ deviceId: 'one' }) };
  fakeCameras(async () => ({ getTracks: () => [track], getVideoTracks: () => [track] }));
  vi.spyOn(HTMLMediaElement.prototype, 'srcObject', 'set').mockReturnValue();
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue();
  const place = document.createElement('div');
  await act(async () => render(<CameraView step="front" onPhoto={vi.fn()} onProblem={vi.fn()} />, place));
  await vi.waitFor(() => expect(place.querySelector('button')?.disabled).toBe(false));
  expect(stop).not.toHaveBeenCalled();
  await act(async () => render(null, place));
  expect(stop).toHaveBeenCalled();
});

test('a refused permission is named', async () => {
  fakeCameras(() => Promise.reject(new DOMException('no', 'NotAllowedError')));
  const onProblem = vi.fn();
  const place = document.createElement('div');
  await act(async () => render(<CameraView step="front" onPhoto={vi.fn()} onProblem={onProblem} />, place));
  await vi.waitFor(() => expect(onProblem).toHaveBeenCalledExactlyOnceWith('denied'));
});
