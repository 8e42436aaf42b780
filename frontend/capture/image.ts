import type { Step } from '../api/session.ts';
import type { Photo } from './photo.ts';
import { checkFile, isReadElsewhere, LARGEST_UNREAD_MEGABYTES, UnusableFile } from './photo-file.ts';
import { hintsFor, measure } from './quality.ts';

/** The longer side of what is sent, in pixels: a licence's barcode then has well over 2 pixels a module. */
export const LONGEST_SIDE = 2560;
/** Below this longer side nothing on a document can be read. */
export const SHORTEST_LONG_SIDE = 600;
const JPEG_QUALITY = 0.9;
const MEASURED_WIDTH = 640;

type Drawable = ImageBitmap | HTMLImageElement | HTMLVideoElement;

/** The size that fits the limit, keeping the proportions. */
export function fit(width: number, height: number, longest: number): { width: number; height: number } {
  const scale = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/**
 * A chosen file as an upright JPEG of at most 2560 pixels, without its metadata (position included).
 * HEIC, AVIF and PDF that this browser cannot open stay as they are: the service reads them.
 */
export async function photoFromFile(file: Blob, step: Step): Promise<Photo> {
  const format = await checkFile(file);
  if (format === 'pdf' && step === 'face') throw new UnusableFile('pdf_face');
  const picture = format === 'pdf' ? null : await decode(file).catch((cause: unknown) => {
    if (isReadElsewhere(format)) return null;
    throw new UnusableFile('unreadable', { cause });
  });
  if (picture === null) return unreadPhoto(file);
  try {
    const [width, height] =
      picture instanceof HTMLImageElement
        ? [picture.naturalWidth, picture.naturalHeight]
        : [picture.width, picture.height];
    return await photoFrom(picture, width, height, step, 'file');
  } finally {
    if ('close' in picture) picture.close();
  }
}

function unreadPhoto(file: Blob): Photo {
  if (file.size > LARGEST_UNREAD_MEGABYTES * 1_000_000) throw new UnusableFile('too_large_unread');
  return { blob: file, width: 0, height: 0, method: 'file', cameraLabel: '', hints: [], isUnread: true };
}

/** What the camera shows now. */
export async function photoFromVideo(video: HTMLVideoElement, step: Step, cameraLabel: string): Promise<Photo> {
  const photo = await photoFrom(video, video.videoWidth, video.videoHeight, step, 'shutter');
  return { ...photo, cameraLabel };
}

async function photoFrom(
  picture: Drawable, width: number, height: number, step: Step, method: Photo['method'],
): Promise<Photo> {
  if (Math.max(width, height) < SHORTEST_LONG_SIDE) throw new UnusableFile('too_small');
  const size = fit(width, height, LONGEST_SIDE);
  const canvas = draw(picture, size.width, size.height);
  const blob = await jpegOf(canvas);
  const small = fit(size.width, size.height, MEASURED_WIDTH);
  const pixels = draw(canvas, small.width, small.height).getContext('2d')?.getImageData(0, 0, small.width, small.height);
  const hints = pixels ? hintsFor(step, measure(pixels.data, small.width, small.height)) : [];
  return { blob, ...size, method, cameraLabel: '', hints, isUnread: false };
}

/** `createImageBitmap` turns a picture upright by its EXIF; an `img` element does too, and opens HEIC on Apple's. */
async function decode(file: Blob): Promise<ImageBitmap | HTMLImageElement> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    const url = URL.createObjectURL(file);
    try {
      const image = new Image();
      image.src = url;
      await image.decode();
      return image;
    } finally {
      URL.revokeObjectURL(url);
    }
  }
}

function draw(picture: Drawable | HTMLCanvasElement, width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) throw new UnusableFile('unreadable');
  context.imageSmoothingQuality = 'high';
  // Transparent parts of a PNG would turn black.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(picture, 0, 0, width, height);
  return canvas;
}

function jpegOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob === null ? reject(new UnusableFile('unreadable')) : resolve(blob)),
      'image/jpeg',
      JPEG_QUALITY,
    );
  });
}
