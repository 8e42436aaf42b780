import { useEffect, useRef, useState } from 'preact/hooks';
import './head-turn.css';
import type { Challenge } from '../../api/session.ts';
import { CameraUnavailable, openCamera, type CameraProblem, type OpenCamera } from '../../capture/camera.ts';
import { frameOf, momentsOf, posesOf, type Pose, type RecordedTurn, type TurnFrame } from '../../capture/head-turn.ts';
import { say } from '../../words/verify.ts';
import { Icon } from '../icon/icon.tsx';

export interface HeadTurnProps {
  challenge: Challenge;
  poseMilliseconds: number;
  onRecorded(turn: RecordedTurn): void;
  onProblem(problem: CameraProblem): void;
}

/** Shows one pose after the other over the camera's picture, and records frames of each. */
export function HeadTurn({ challenge, poseMilliseconds, onRecorded, onProblem }: HeadTurnProps) {
  const video = useRef<HTMLVideoElement>(null);
  const [place, setPlace] = useState<number | null>(null);
  const poses = posesOf(challenge.turns);
  useEffect(() => {
    const recording = new AbortController();
    void record({ challenge, poses, poseMilliseconds, video: video.current, onPose: setPlace, signal: recording.signal })
      .then((turn) => turn !== null && onRecorded(turn))
      .catch((cause: unknown) => {
        if (!recording.signal.aborted) onProblem(cause instanceof CameraUnavailable ? cause.problem : 'failed');
      });
    return () => recording.abort();
  }, [challenge, poseMilliseconds]);
  const pose = place === null ? null : (poses[place] ?? 'ahead');
  return (
    <div class="head-turn">
      <div class="head-turn-picture" aria-hidden="true">
        <video ref={video} muted playsInline />
        {pose !== null && pose !== 'ahead' && <span class={`head-turn-arrow head-turn-arrow-${pose}`}><Icon name="back" /></span>}
      </div>
      <p class="head-turn-words" role="status">{pose === null ? say('camera.starting') : say(`turn.pose.${pose}`)}</p>
      <ol class="head-turn-places" aria-hidden="true">
        {poses.map((_, index) => <li key={index} class={place !== null && index <= place ? 'head-turn-done' : ''} />)}
      </ol>
    </div>
  );
}

interface Recording {
  challenge: Challenge;
  poses: Pose[];
  poseMilliseconds: number;
  video: HTMLVideoElement | null;
  onPose(place: number): void;
  signal: AbortSignal;
}

/** Records every pose; null where the screen was left meanwhile. The camera is let go in any case. */
async function record({ challenge, poses, poseMilliseconds, video, onPose, signal }: Recording): Promise<RecordedTurn | null> {
  let camera: OpenCamera | null = null;
  const frames: TurnFrame[] = [];
  try {
    camera = await openCamera('user', null);
    if (video === null || signal.aborted) return null;
    video.srcObject = camera.stream;
    await video.play();
    const start = performance.now();
    const elapsed = () => Math.round(performance.now() - start);
    for (const [place, pose] of poses.entries()) {
      onPose(place);
      const shownAt = place * poseMilliseconds;
      for (const moment of momentsOf(pose, poseMilliseconds)) {
        await wait(shownAt + moment - elapsed(), signal);
        const at = elapsed();
        const blob = await frameOf(video);
        if (blob !== null) frames.push({ at, blob });
      }
      await wait(shownAt + poseMilliseconds - elapsed(), signal);
    }
    return signal.aborted ? null : { nonce: challenge.nonce, frames };
  } finally {
    camera?.stop();
    if (video !== null) video.srcObject = null;
  }
}

/** Rejects where the screen is left, so that nothing more is recorded. */
function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const timer = setTimeout(resolve, Math.max(0, milliseconds));
    signal.addEventListener('abort', () => { clearTimeout(timer); reject(signal.reason); }, { once: true });
  });
}
