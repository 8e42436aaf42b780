import { ApiProblem } from '../api/problem.ts';
import type { NamesBody } from '../api/session.ts';
import type { VerifyWord } from '../words/verify.ts';

const LONGEST_NAME = 30;
/** What the service takes: also the apostrophe that phones type. */
const NAME = /^[A-Za-z .'\u2019-]+$/;

/** The word for each part that no passport prints so. */
export type NameErrors = Partial<Record<keyof NamesBody, VerifyWord>>;

/** The name without blanks that do not count. */
export function tidyNames(names: NamesBody): NamesBody {
  return { surname: tidy(names.surname), forenames: tidy(names.forenames) };
}

/** Checks what can be checked here, by the service's own rules; the server decides. */
export function checkNames(names: NamesBody): NameErrors {
  const errors: NameErrors = {};
  for (const part of ['surname', 'forenames'] as const) {
    const wrong = wrongWith(tidy(names[part]));
    if (wrong !== null) errors[part] = `name.${part}.${wrong}`;
  }
  return errors;
}

/** Why the name did not get through. */
export function refusalWord(problem: unknown): VerifyWord {
  if (!(problem instanceof ApiProblem)) return 'name.unreachable';
  if (problem.status === 429 || problem.status === 503) return 'name.busy';
  return problem.status >= 500 ? 'name.server' : 'name.refused';
}

function wrongWith(name: string): 'empty' | 'signs' | 'long' | null {
  if (name === '') return 'empty';
  if (!NAME.test(name)) return 'signs';
  return name.length > LONGEST_NAME ? 'long' : null;
}

function tidy(name: string): string {
  return name.trim().replace(/\s+/g, ' ');
}
