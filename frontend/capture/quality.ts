import type { Step } from '../api/session.ts';

/** Something that may make a photograph hard to read. */
export type QualityHint = 'dark' | 'blurred' | 'glare';

/** What the numbers of a picture say. */
export interface Measures {
  /** Variance of the Laplacian over the variance of the luma: 0.02–0.04 blurred, 0.4–2.2 sharp. */
  sharpness: number;
  /** Share of 8×8 blocks that are burnt out. */
  glare: number;
  /** Mean luma, 0–255. */
  luma: number;
}

const DARK_LUMA = 45;
const BLURRED_SHARPNESS = 0.06;
const BURNT_LUMA = 248;
/** Less is noise; more is a white background or a scan, not a reflection. */
const GLARE_SHARE = { least: 0.012, most: 0.2 };

/** Hints for a photograph of this step. A face is smooth and close: only darkness is judged there. */
export function hintsFor(step: Step, measures: Measures): QualityHint[] {
  if (measures.luma < DARK_LUMA) return ['dark'];
  if (step === 'face') return [];
  const hints: QualityHint[] = [];
  if (measures.sharpness < BLURRED_SHARPNESS) hints.push('blurred');
  if (measures.glare >= GLARE_SHARE.least && measures.glare <= GLARE_SHARE.most) hints.push('glare');
  return hints;
}

/** Measures a picture given as RGBA bytes, row by row. */
export function measure(rgba: Uint8ClampedArray, width: number, height: number): Measures {
  const luma = lumaOf(rgba, width * height);
  let sum = 0;
  for (const value of luma) sum += value;
  const mean = sum / Math.max(1, luma.length);
  return { sharpness: sharpness(luma, width, height, mean), glare: glareShare(luma, width, height), luma: mean };
}

/** Rec. 601 luma. */
function lumaOf(rgba: Uint8ClampedArray, pixels: number): Float32Array {
  const luma = new Float32Array(pixels);
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    const at = pixel * 4;
    luma[pixel] = 0.299 * (rgba[at] ?? 0) + 0.587 * (rgba[at + 1] ?? 0) + 0.114 * (rgba[at + 2] ?? 0);
  }
  return luma;
}

function sharpness(luma: Float32Array, width: number, height: number, mean: number): number {
  const value = (at: number) => luma[at] ?? 0;
  let count = 0;
  let variance = 0;
  let sum = 0;
  let squares = 0;
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      const edge = 4 * value(at) - value(at - 1) - value(at + 1) - value(at - width) - value(at + width);
      count += 1;
      variance += (value(at) - mean) ** 2;
      sum += edge;
      squares += edge * edge;
    }
  }
  if (count === 0) return 0;
  const edgeVariance = squares / count - (sum / count) ** 2;
  // A nearly even picture has no edges to judge: its variance is held up so that noise is not sharpness.
  return edgeVariance / Math.max(50, variance / count);
}

function glareShare(luma: Float32Array, width: number, height: number): number {
  let blocks = 0;
  let burnt = 0;
  for (let top = 0; top + 8 <= height; top += 8) {
    for (let left = 0; left + 8 <= width; left += 8) {
      blocks += 1;
      if (isBurnt(luma, width, left, top)) burnt += 1;
    }
  }
  return blocks === 0 ? 0 : burnt / blocks;
}

function isBurnt(luma: Float32Array, width: number, left: number, top: number): boolean {
  for (let y = top; y < top + 8; y += 2) {
    for (let x = left; x < left + 8; x += 2) {
      if ((luma[y * width + x] ?? 0) < BURNT_LUMA) return false;
    }
  }
  return true;
}
