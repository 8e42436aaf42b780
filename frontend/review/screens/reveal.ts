import { say } from '../../words/review.ts';

/** The words of the button that shows and hides a password. */
export const REVEAL = {
  show: say('password.show'),
  showLabel: say('password.show.label'),
  hide: say('password.hide'),
  hideLabel: say('password.hide.label'),
};
