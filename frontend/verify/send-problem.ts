import { ApiProblem, Unreachable } from '../api/problem.ts';
import { STEPS, type Step } from '../api/session.ts';
import { UploadInterrupted, UploadRefused } from '../capture/upload.ts';
import type { PhotoRetake } from './journey.ts';

/** Why the photographs could not be handed in. Each has its own words. */
export interface SendProblem {
  kind: 'interrupted' | 'busy' | 'too_large' | 'not_allowed' | 'closed' | 'link_refused' | 'server' | 'unknown';
  /** For support; empty where there is none. */
  reference: string;
  /** How long the server asks to wait, where it says so. */
  retryAfterSeconds: number | null;
}

/** The step that a code of the DVS server speaks of (dvs-wire section 1.7). */
const STEP_OF_CODE: Record<string, Step> = {
  OCRError: 'front',
  MRZOCRError: 'front',
  MrzIsNotPresentError: 'front',
  FrontImageRequiredError: 'front',
  FaceDocNotDetectError: 'front',
  PDF417Error: 'back',
  BackImageOrTrackStringNotPresentError: 'back',
  TrackStringParserError: 'back',
  FacePhotoNotDetectError: 'face',
  CaptureFacesError: 'face',
};

/** The photograph to take again, where the DVS server refused one of them at once. */
export function retakeBehind(cause: unknown): PhotoRetake | null {
  if (!(cause instanceof UploadRefused) || cause.status !== 400) return null;
  const step = STEPS.find((name) => name === STEP_OF_CODE[cause.code]);
  return step === undefined ? null : { step, code: cause.code, message: '' };
}

/** Puts a failure into one of the kinds that the page has words for. */
export function problemOf(cause: unknown): SendProblem {
  if (cause instanceof UploadInterrupted || cause instanceof Unreachable) return problem('interrupted');
  if (cause instanceof UploadRefused) {
    const kind = kindOfUpload(cause.status);
    return { kind, reference: cause.code || `HTTP ${cause.status}`, retryAfterSeconds: cause.retryAfterSeconds };
  }
  if (cause instanceof ApiProblem) {
    const kind = kindOfSubmission(cause);
    return { kind, reference: cause.requestId ?? cause.code, retryAfterSeconds: cause.retryAfterSeconds };
  }
  return problem('unknown');
}

function problem(kind: SendProblem['kind']): SendProblem {
  return { kind, reference: '', retryAfterSeconds: null };
}

function kindOfUpload(status: number): SendProblem['kind'] {
  if (status === 401 || status === 403 || status === 404) return 'not_allowed';
  if (status === 413) return 'too_large';
  if (status === 408) return 'interrupted';
  if (status === 429 || status === 503) return 'busy';
  return status >= 500 ? 'server' : 'unknown';
}

function kindOfSubmission(cause: ApiProblem): SendProblem['kind'] {
  if (cause.status === 401 || cause.status === 404) return 'link_refused';
  if (cause.status === 409) return 'closed';
  if (cause.status === 429 || cause.status === 503) return 'busy';
  return cause.status >= 500 ? 'server' : 'unknown';
}
