import type { Step } from '../api/session.ts';
import { stepsOf, WIRE_NUMBER, type DocumentKind } from './documents.ts';
import type { RecordedTurn } from './head-turn.ts';
import type { Photo } from './photo.ts';

/** The photographs of one attempt. */
export type Photos = Partial<Record<Step, Photo>>;

/** The JSON body of `POST /api/v3/Request`; parts that are missing are empty strings, never null. */
export interface RequestBody {
  documentType: number;
  frontImageBase64: string;
  backOrSecondImageBase64: string;
  faceImageBase64: string;
  frontMultiImagesBase64: string;
  /** The frames of a head turn: our own server's reading of the vendor's member. */
  faceMultiImagesBase64: string | string[];
  trackString: string;
  verifyFace: boolean;
  captureMethod: string;
  userAgent: string;
  /** JSON: how each picture was taken, and what the frames answer. */
  frontEndMetadata: string;
}

/** What one attempt took. */
export interface Taken {
  photos: Photos;
  turn: RecordedTurn | null;
}

/** Builds the body. Base64 exists only here, for as long as the sending takes. */
export async function requestBody(kind: DocumentKind, { photos, turn }: Taken, userAgent: string): Promise<RequestBody> {
  const encoded = async (step: Step) => {
    const photo = stepsOf(kind).includes(step) ? photos[step] : undefined;
    return photo === undefined ? '' : base64Of(photo.blob);
  };
  return {
    documentType: WIRE_NUMBER[kind],
    frontImageBase64: await encoded('front'),
    backOrSecondImageBase64: await encoded('back'),
    faceImageBase64: await encoded('face'),
    frontMultiImagesBase64: '',
    faceMultiImagesBase64: turn === null ? '' : await Promise.all(turn.frames.map((frame) => base64Of(frame.blob))),
    trackString: '',
    verifyFace: true,
    captureMethod: captureMethodDigits(kind, photos),
    userAgent,
    frontEndMetadata: JSON.stringify(metadataOf(kind, { photos, turn })),
  };
}

/**
 * Where each picture comes from, by this page's own word. A camera's label may be a person's name, so it goes
 * only where head turns are recorded: to our own DVS server.
 */
function metadataOf(kind: DocumentKind, { photos, turn }: Taken) {
  const capture = Object.fromEntries(stepsOf(kind).map((step) => {
    const photo = photos[step];
    return [step, { from: photo?.method === 'shutter' ? 'camera' : 'file', label: turn === null ? '' : (photo?.cameraLabel ?? '') }];
  }));
  return turn === null ? { capture } : { capture, challenge: { nonce: turn.nonce, frames: turn.frames.map((frame) => frame.at) } };
}

/** One digit a step, in the order of the steps: 0 a file, 2 the manual shutter (1 is automatic). */
export function captureMethodDigits(kind: DocumentKind, photos: Photos): string {
  return stepsOf(kind)
    .map((step) => (photos[step]?.method === 'shutter' ? '2' : '0'))
    .join('');
}

/** Base64 without the `data:` prefix that `FileReader` puts in front. */
export function base64Of(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^data:[^,]*,/, ''));
    reader.onerror = () => reject(new Error('reading a photograph', { cause: reader.error }));
    reader.readAsDataURL(blob);
  });
}
