import { dictionary } from './dictionary.ts';
import english from './verify.en.json';

/** The words of the verify page. */
export const { language, say, sayOr } = dictionary(english, 'en-GB');

/** A key of the verify page's dictionary. */
export type VerifyWord = keyof typeof english;
