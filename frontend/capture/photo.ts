import type { QualityHint } from './quality.ts';

/** How a photograph was taken: a chosen file, or the page's camera with the manual shutter. */
export type CaptureMethod = 'file' | 'shutter';

/** An upright JPEG without metadata, ready to be sent. It lives in memory only. */
export interface Photo {
  blob: Blob;
  width: number;
  height: number;
  method: CaptureMethod;
  /** What may be wrong with it; never a reason to refuse it here. */
  hints: readonly QualityHint[];
}
