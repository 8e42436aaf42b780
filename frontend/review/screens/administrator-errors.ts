import type { ReviewWord } from '../../words/review.ts';

export const SHORTEST_PASSWORD = 12;

/** What was entered for a new account. */
export interface EnteredAdministrator {
  name: string;
  email: string;
  password: string;
}

/** The word for each part that cannot be accepted. */
export type AdministratorErrors = Partial<Record<keyof EnteredAdministrator, ReviewWord>>;

/** Checks what can be checked here; the server decides. */
export function checkAdministrator(entered: EnteredAdministrator): AdministratorErrors {
  const errors: AdministratorErrors = {};
  if (entered.name.trim() === '') errors.name = 'first.error.name';
  if (!/^[^\s@]+@[^\s@]+$/.test(entered.email.trim())) errors.email = 'first.error.email';
  // Characters as people count them, not UTF-16 units.
  if ([...entered.password].length < SHORTEST_PASSWORD) errors.password = 'first.error.password';
  return errors;
}
