import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, test, vi } from 'vitest';
import { checkExamples } from '../check-examples.ts';
import { examples } from './examples.tsx';
import { HeadTurn } from './head-turn.tsx';

checkExamples(examples);

afterEach(() => vi.useRealTimers());

function fakeCamera() {
  const stop = vi.fn();
  const track = { stop, onended: null, getSettings: () => ({ deviceId: 'one' }) };
  vi.stubGlobal('navigator', {
    mediaDevices: {
      getUserMedia: async () => ({ getTracks: () => [track], getVideoTracks: () => [track] }),
      enumerateDevices: async () => [],
    },
  });
  vi.spyOn(HTMLMediaElement.prototype, 'srcObject', 'set').mockReturnValue();
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue();
  vi.spyOn(HTMLCanvasElement.prototype, 'toBlob').mockImplementation((give) => give(new Blob(['frame'])));
  return stop;
}

const challenge = { nonce: 'abc', turns: ['right'] as ('left' | 'right')[] };

test('each pose is shown and recorded, then the camera is let go', async () => {
  const stop = fakeCamera();
  vi.useFakeTimers();
  const place = document.createElement('div');
  const onRecorded = vi.fn();
  await act(async () => render(<HeadTurn challenge={challenge} poseMilliseconds={1000} onRecorded={onRecorded} onProblem={vi.fn()} />, place));
  const told: string[] = [];
  for (let second = 0; second < 4; second += 1) {
    await act(async () => { await vi.advanceTimersByTimeAsync(second === 0 ? 100 : 1000); });
    told.push(place.querySelector('[role=status]')?.textContent ?? '');
  }
  expect(told.slice(0, 3)).toEqual(['Look straight ahead', 'Turn your head to your right', 'Look straight ahead']);
  expect(onRecorded).toHaveBeenCalledOnce();
  const turn = onRecorded.mock.calls[0]?.[0];
  expect(turn.nonce).toBe('abc');
  expect(turn.frames.map((frame: { at: number }) => Math.round(frame.at / 10) * 10)).toEqual([900, 1600, 1950, 2900]);
  expect(stop).toHaveBeenCalled();
});

test('leaving the screen stops the recording and the camera', async () => {
  const stop = fakeCamera();
  vi.useFakeTimers();
  const place = document.createElement('div');
  const [onRecorded, onProblem] = [vi.fn(), vi.fn()];
  await act(async () => render(<HeadTurn challenge={challenge} poseMilliseconds={1000} onRecorded={onRecorded} onProblem={onProblem} />, place));
  await act(async () => { await vi.advanceTimersByTimeAsync(100); });
  await act(async () => render(null, place));
  await act(async () => { await vi.advanceTimersByTimeAsync(5000); });
  expect(stop).toHaveBeenCalled();
  expect(onRecorded).not.toHaveBeenCalled();
  expect(onProblem).not.toHaveBeenCalled();
});
