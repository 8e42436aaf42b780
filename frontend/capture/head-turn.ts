import type { Turn } from '../api/session.ts';

/** What the person is asked to do at one time. */
export type Pose = 'ahead' | Turn;

/** A frame of the recording. */
export interface TurnFrame {
  /** Milliseconds since the first pose was shown. */
  at: number;
  blob: Blob;
}

/** The answer to a challenge. */
export interface RecordedTurn {
  nonce: string;
  frames: TurnFrame[];
}

/** How long each pose is shown. */
export const POSE_MILLISECONDS = { usual: 2500, slow: 6000 } as const;
/** Most phones turn this into some 60 kB. */
const FRAME_WIDTH = 640;
const FRAME_QUALITY = 0.8;
/** When within a pose a frame is taken: late enough to have followed it. */
const MOMENTS: Record<'ahead' | 'turned', readonly number[]> = { ahead: [0.9], turned: [0.6, 0.95] };

/** The poses of a challenge: ahead before, between and after the turns. */
export function posesOf(turns: readonly Turn[]): Pose[] {
  return ['ahead', ...turns.flatMap((turn): Pose[] => [turn, 'ahead'])];
}

/** The moments of a pose at which a frame is taken, in milliseconds since it was shown. */
export function momentsOf(pose: Pose, poseMilliseconds: number): number[] {
  return MOMENTS[pose === 'ahead' ? 'ahead' : 'turned'].map((share) => Math.round(share * poseMilliseconds));
}

/** What the camera shows now, small; null where the browser gives no picture. */
export function frameOf(video: HTMLVideoElement): Promise<Blob | null> {
  const scale = Math.min(1, FRAME_WIDTH / Math.max(video.videoWidth, video.videoHeight, 1));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(video.videoWidth * scale));
  canvas.height = Math.max(1, Math.round(video.videoHeight * scale));
  canvas.getContext('2d', { alpha: false })?.drawImage(video, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', FRAME_QUALITY));
}
