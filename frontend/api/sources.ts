import { isRecord, list, number, string, type JsonRecord } from './read.ts';
import { STEPS, type Step } from './session.ts';

/** A corner in pixels of the upright picture. */
export type Corner = readonly [number, number];

/** Four corners: upper left, upper right, lower right, lower left as the text reads. */
export type Corners = readonly Corner[];

/** What one source of the document says of a field. */
export interface Sighting {
  /** The printed text, the machine-readable zone or the barcode. */
  source: string;
  /** The picture that shows it; null where no picture does. */
  image: Step | null;
  value: string;
  corners: Corners | null;
}

/** A signal of forgery that was assessed: a reason to look closer, never proof. */
export interface ForgerySignal {
  image: Step;
  signal: string;
  score: number;
  threshold: number;
  isRaised: boolean;
  corners: Corners | null;
}

export function parseSighting(sighting: JsonRecord): Sighting {
  return {
    source: string(sighting['source']),
    image: stepOf(sighting['image']),
    value: string(sighting['value']),
    corners: parseCorners(sighting['corners']),
  };
}

/** Null where the reader looks for none. A signal of no known picture is about the front. */
export function parseSignals(value: unknown): ForgerySignal[] | null {
  if (!Array.isArray(value)) return null;
  return value.filter(isRecord).map((signal) => ({
    image: stepOf(signal['image']) ?? 'front',
    signal: string(signal['signal']),
    score: number(signal['score']) ?? 0,
    threshold: number(signal['threshold']) ?? 0,
    // Whatever does not say that it is calm is shown.
    isRaised: signal['is_raised'] !== false,
    corners: parseCorners(signal['corners']),
  }));
}

function stepOf(value: unknown): Step | null {
  return STEPS.find((step) => step === value) ?? null;
}

/** Four pairs of numbers, or none. */
function parseCorners(value: unknown): Corners | null {
  const corners = list(value).flatMap((corner): Corner[] => {
    const [x, y] = list(corner).map(number);
    return typeof x === 'number' && typeof y === 'number' ? [[x, y]] : [];
  });
  return corners.length === 4 ? corners : null;
}
