import { SESSION_STATES, type SessionState } from '../api/session.ts';

/** Where in the console. Addresses hold ids and states, never anything about a person. */
export type Route = { name: 'cases'; state: SessionState | null } | { name: 'case'; id: string };

const CASE = /^#\/cases\/([0-9A-Za-z-]{1,64})$/;

/** Reads the fragment of the address. What is not understood is the list of cases to review. */
export function parseRoute(fragment: string): Route {
  const id = CASE.exec(fragment)?.[1];
  if (id !== undefined) return { name: 'case', id };
  const asked = new URLSearchParams(fragment.split('?')[1]).get('state');
  if (asked === 'all') return { name: 'cases', state: null };
  return { name: 'cases', state: SESSION_STATES.find((state) => state === asked) ?? 'needs_review' };
}

/** The fragment that stands for a place. */
export function routeHref(route: Route): string {
  if (route.name === 'case') return `#/cases/${route.id}`;
  return `#/cases?state=${route.state ?? 'all'}`;
}
