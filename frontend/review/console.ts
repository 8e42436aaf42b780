import { signal } from '@preact/signals';
import { readMe, signOut, type Me } from '../api/console.ts';
import { ApiProblem } from '../api/problem.ts';
import { dropInvitation } from './invitation.ts';
import { parseRoute, type Route } from './route.ts';

/** Whether somebody is signed in. `again` means that the session ended under an open page. */
export type SignedIn =
  | { as: 'unknown' }
  | { as: 'unreachable' }
  | { as: 'nobody' }
  | { as: 'reviewer'; me: Me }
  | { as: 'again'; me: Me };

/** What every page of the console shares. */
export class ReviewConsole {
  readonly signedIn = signal<SignedIn>({ as: 'unknown' });
  readonly route = signal<Route>(parseRoute(''));
  readonly invitation = signal<string | null>(null);
  #waiting: (() => void)[] = [];

  constructor(invitation: string | null) {
    this.invitation.value = invitation;
    const read = () => (this.route.value = parseRoute(location.hash));
    addEventListener('hashchange', read);
    read();
  }

  /** Finds out who is signed in. */
  async open(): Promise<void> {
    this.signedIn.value = { as: 'unknown' };
    try {
      this.signedIn.value = { as: 'reviewer', me: await readMe() };
    } catch (problem) {
      const isRefused = problem instanceof ApiProblem && problem.status === 401;
      this.signedIn.value = { as: isRefused ? 'nobody' : 'unreachable' };
    }
  }

  /** Somebody signed in. What waited for it goes on. */
  readonly enter = (me: Me): void => {
    this.forgetInvitation();
    this.signedIn.value = { as: 'reviewer', me };
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const go of waiting) go();
  };

  /** Signs out. Even where the server cannot be reached, this page shows nothing more. */
  readonly leave = async (): Promise<void> => {
    await signOut().catch(() => undefined);
    location.replace(location.pathname);
    location.reload();
  };

  readonly forgetInvitation = (): void => {
    dropInvitation(sessionStorage);
    this.invitation.value = null;
  };

  /** Marks the session as ended when this is what the problem says. */
  noticeSignedOut(problem: unknown): boolean {
    if (!(problem instanceof ApiProblem) || problem.status !== 401) return false;
    const now = this.signedIn.value;
    if (now.as === 'reviewer') this.signedIn.value = { as: 'again', me: now.me };
    return true;
  }

  /** Reads something. If the session has ended, waits until somebody signs in again and reads then. */
  async reading<Value>(read: () => Promise<Value>): Promise<Value> {
    for (;;) {
      try {
        return await read();
      } catch (problem) {
        if (!this.noticeSignedOut(problem)) throw problem;
        await new Promise<void>((resolve) => this.#waiting.push(resolve));
      }
    }
  }
}
