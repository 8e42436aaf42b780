import type { QualityHint } from './quality.ts';

/** How a photograph was taken: a chosen file, or the page's camera with the manual shutter. */
export type CaptureMethod = 'file' | 'shutter';

/** A photograph ready to be sent. It lives in memory only. */
export interface Photo {
  /** An upright JPEG without metadata, or the file as it was chosen where `isUnread`. */
  blob: Blob;
  /** In pixels; 0 where `isUnread`. */
  width: number;
  height: number;
  method: CaptureMethod;
  /** What the browser calls the camera; empty for a file. */
  cameraLabel: string;
  /** What may be wrong with it; never a reason to refuse it here. */
  hints: readonly QualityHint[];
  /** This browser cannot open the file, so nobody has looked at it and it is sent as it is. */
  isUnread: boolean;
}
