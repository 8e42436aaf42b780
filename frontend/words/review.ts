import { dictionary } from './dictionary.ts';
import english from './review.en.json';

/** The words of the review console. */
export const { language, say, sayOr } = dictionary(english, 'en-GB');

/** A key of the console's dictionary. */
export type ReviewWord = keyof typeof english;
