/** Why a chosen file cannot be used. */
export type FileProblem = 'empty' | 'wrong_type' | 'too_large' | 'unreadable' | 'too_small' | 'too_large_unread' | 'pdf_face';

/** A chosen file that cannot be used. */
export class UnusableFile extends Error {
  constructor(readonly problem: FileProblem, options?: ErrorOptions) {
    super(`the chosen file is ${problem}`, options);
  }
}

/** HEIC stays listed: without it some browsers would not let an iPhone's photograph be chosen at all. */
export const ACCEPTED_TYPES = 'image/jpeg,image/png,image/webp,image/heic,image/heif,image/avif,application/pdf,.heic,.heif,.avif,.pdf';
export const LARGEST_FILE_MEGABYTES = 25;
/** What this browser cannot make smaller is sent as it is; three of this size still fit one request. */
export const LARGEST_UNREAD_MEGABYTES = 7;

/** What the first bytes of a file say it is. */
export type PhotoFormat = 'jpeg' | 'png' | 'webp' | 'heic' | 'avif' | 'pdf';

/** Recognises a photograph by its first bytes; a name or a declared type proves nothing. */
export function formatOf(head: Uint8Array): PhotoFormat | null {
  const text = String.fromCharCode(...head.subarray(0, 16));
  if (text.startsWith('\xFF\xD8\xFF')) return 'jpeg';
  if (text.startsWith('\x89PNG\r\n\x1A\n')) return 'png';
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'webp';
  if (text.startsWith('%PDF-')) return 'pdf';
  // ISO 14496-12 `ftyp` box with a brand of the HEIF family.
  if (text.slice(4, 8) === 'ftyp') {
    if (text.slice(8, 12) === 'avif') return 'avif';
    if (/^(?:hei[cmsx]|mif1)/.test(text.slice(8, 12))) return 'heic';
  }
  return null;
}

/** Formats that the service reads where the browser may not. */
export function isReadElsewhere(format: PhotoFormat): boolean {
  return format === 'heic' || format === 'avif' || format === 'pdf';
}

/** Refuses what is plainly no photograph before anything is decoded. */
export async function checkFile(file: Blob): Promise<PhotoFormat> {
  if (file.size === 0) throw new UnusableFile('empty');
  if (file.size > LARGEST_FILE_MEGABYTES * 1_000_000) throw new UnusableFile('too_large');
  const format = formatOf(new Uint8Array(await file.slice(0, 16).arrayBuffer()));
  if (format === null) throw new UnusableFile('wrong_type');
  return format;
}
