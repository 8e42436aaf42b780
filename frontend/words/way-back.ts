import { dictionary } from './dictionary.ts';
import english from './way-back.en.json';

/** The words about the code by which a person comes back; loaded later than the page's own. */
export const { say } = dictionary(english, 'en-GB');
