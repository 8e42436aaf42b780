import { signal } from '@preact/signals';
import { declineConsent, giveConsent } from '../api/consent.ts';
import type { WayBack } from '../api/continuation.ts';
import { ApiProblem } from '../api/problem.ts';
import { createChallenge, giveNames, isSettled, readSession, type Challenge, type NamesBody, type SessionLink, type SessionView } from '../api/session.ts';
import { watchSession } from '../api/watch-session.ts';
import { reduce, START, type Action } from './journey.ts';
import type { OpenedLink } from './link.ts';
import { problemOf, retakeBehind } from './send-problem.ts';
import { sendJourney } from './send.ts';

/** Joins the journey, which is pure, to the network. One for each open page. */
export class VerifyPage {
  readonly journey = signal(START);
  /** The share of the photographs that has left this device, 0 to 1. */
  readonly sentShare = signal(0);
  /** True while the outcome is awaited and the server cannot be reached. */
  readonly isUnreachable = signal(false);
  /** True once the person chose the camera; the next step then opens it at once. */
  readonly prefersCamera = signal(false);

  #link: SessionLink | null = null;
  #sending: AbortController | null = null;
  #watching: AbortController | null = null;

  constructor(link: OpenedLink) {
    if (typeof link === 'string') this.#apply({ type: 'link_refused', reason: link });
    else this.#link = link;
  }

  /** Something the person did. */
  readonly act = (action: Action): void => {
    const before = this.journey.value;
    this.#apply(action);
    if (this.journey.value === before) return;
    if (action.type === 'reload') void this.load();
    const isSending = this.journey.value.screen.name === 'sending';
    if (isSending && before.screen.name !== 'sending') void this.#send();
  };

  /** Reads the session for the first time, or again after a failure. */
  async load(): Promise<void> {
    if (this.#link === null) return;
    try {
      this.#see(await readSession(this.#link));
    } catch (problem) {
      const isRefused = problem instanceof ApiProblem && problem.status < 500 && problem.status !== 429;
      this.#apply(isRefused ? { type: 'link_refused', reason: 'refused' } : { type: 'session_unreachable' });
    }
  }

  /** Agrees to what is asked and goes on. False where the words have changed meanwhile; rejects where nothing arrived. */
  readonly giveConsent = async (): Promise<boolean> => {
    const text = this.journey.value.session?.consentAsked ?? null;
    if (this.#link === null || text === null) return false;
    try {
      this.#see(await giveConsent(this.#link, text));
    } catch (problem) {
      if (!this.#isMoot(problem)) throw problem;
      this.#see(await readSession(this.#link));
    }
    this.act({ type: 'start' });
    return this.journey.value.session?.consentAsked === null;
  };

  /** Ends the session: the person does not agree. Rejects where nothing arrived. */
  readonly declineConsent = async (): Promise<void> => {
    if (this.#link === null) return;
    try {
      this.#see(await declineConsent(this.#link));
    } catch (problem) {
      if (!this.#isMoot(problem)) throw problem;
      this.#see(await readSession(this.#link));
    }
  };

  /** Whether what the session says now is the answer. */
  #isMoot(problem: unknown): boolean {
    return problem instanceof ApiProblem && problem.status === 409;
  }

  /** Gives the name as the passport prints it. Rejects where the person can do something about it. */
  readonly giveNames = async (names: NamesBody): Promise<void> => {
    if (this.#link === null) return;
    try {
      this.#see(await giveNames(this.#link, names));
    } catch (problem) {
      const status = problem instanceof ApiProblem ? problem.status : null;
      if (status === 401 || status === 404) this.#apply({ type: 'link_refused', reason: 'refused' });
      // Given before, or the session moved on meanwhile: what it says now is the answer.
      else if (status === 409) this.#see(await readSession(this.#link));
      else throw problem;
    }
  };

  /** Asks which head turns to record. */
  readonly fetchChallenge = async (): Promise<Challenge> => {
    if (this.#link === null) throw new Error('there is no link');
    return createChallenge(this.#link);
  };

  /** Asks for a code by which the person comes back. */
  readonly createCode = async (): Promise<WayBack> => {
    if (this.#link === null) throw new Error('there is no link');
    return (await import('../api/continuation.ts')).createContinuation(this.#link);
  };

  /** Stops a sending that is under way; the photographs stay. */
  readonly stopSending = (): void => this.#sending?.abort();

  #apply(action: Action): void {
    this.journey.value = reduce(this.journey.value, action);
  }

  #see(session: SessionView): void {
    this.#apply({ type: 'session_seen', session });
    const isOpen = session.state === 'created' || session.state === 'retake';
    if (isOpen || isSettled(session.state)) this.#watching?.abort();
    else this.#watch();
  }

  async #send(): Promise<void> {
    if (this.#link === null) return;
    const sending = new AbortController();
    this.#sending = sending;
    this.sentShare.value = 0;
    try {
      const session = await sendJourney(this.#link, this.journey.value, {
        onProgress: (share) => (this.sentShare.value = share),
        onRequestCreated: (requestId) => this.#apply({ type: 'request_created', requestId }),
        signal: sending.signal,
      });
      this.#see(session);
    } catch (cause) {
      const retake = retakeBehind(cause);
      if (sending.signal.aborted) this.#apply({ type: 'send_stopped' });
      else if (retake !== null) this.#apply({ type: 'photo_refused', retake });
      else if (cause instanceof ApiProblem && cause.code === 'consent_required') await this.#askAgain();
      else this.#apply({ type: 'send_failed', problem: problemOf(cause) });
    }
  }

  /** The words have changed since the person agreed; the photographs stay. */
  async #askAgain(): Promise<void> {
    this.#apply({ type: 'consent_missing' });
    await this.load();
  }

  #watch(): void {
    if (this.#link === null || this.#watching?.signal.aborted === false) return;
    const watching = new AbortController();
    this.#watching = watching;
    void watchSession(
      this.#link,
      {
        onView: (session) => this.#see(session),
        onTrouble: (isUnreachable) => (this.isUnreachable.value = isUnreachable),
        onRefused: () => this.#apply({ type: 'link_refused', reason: 'refused' }),
      },
      watching.signal,
    );
  }
}
