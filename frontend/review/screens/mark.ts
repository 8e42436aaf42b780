import type { Corners } from '../../api/sources.ts';
import type { Step } from '../../api/session.ts';

/** What the reviewer chose to see outlined on the photographs. */
export interface Mark {
  key: string;
  name: string;
  places: readonly { image: Step; corners: Corners }[];
}
