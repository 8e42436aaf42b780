import type { Action } from '../journey.ts';

/** How a screen says what the person did. */
export type Act = (action: Action) => void;
