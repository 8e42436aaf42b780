import { EventStreamParser } from './event-stream.ts';
import { ApiProblem } from './problem.ts';
import { call } from './request.ts';
import { isSettled, parseSession, readSession, type SessionLink, type SessionView } from './session.ts';

/** What the watcher tells its page. */
export interface SessionWatch {
  onView(view: SessionView): void;
  /** True while the server cannot be reached; the watcher goes on trying. */
  onTrouble(isUnreachable: boolean): void;
  /** The server no longer accepts the link. The watcher has stopped. */
  onRefused(): void;
  /** For tests: how to wait between tries. */
  wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** The server sends a comment every 15 s; a stream silent for this long is held up by a proxy. */
const SILENCE_MILLISECONDS = 40_000;
const FIRST_PAUSE_MILLISECONDS = 1_500;
const LONGEST_PAUSE_MILLISECONDS = 15_000;

/**
 * Follows a session until it is settled or the signal aborts: over the event stream where that
 * works, by asking again where it does not. Never gives up on its own.
 */
export async function watchSession(link: SessionLink, watch: SessionWatch, signal: AbortSignal): Promise<void> {
  const wait = watch.wait ?? pause;
  let pauseMilliseconds = FIRST_PAUSE_MILLISECONDS;
  let settled = false;
  const see = (view: SessionView) => {
    pauseMilliseconds = FIRST_PAUSE_MILLISECONDS;
    settled = isSettled(view.state);
    watch.onTrouble(false);
    watch.onView(view);
  };
  while (!signal.aborted && !settled) {
    try {
      await readStream(link, see, signal);
    } catch {
      // The stream is a convenience; the plain reading below says what is wrong.
    }
    if (signal.aborted || settled) return;
    try {
      see(await readSession(link));
    } catch (problem) {
      if (signal.aborted) return;
      if (problem instanceof ApiProblem && (problem.status === 401 || problem.status === 404)) {
        watch.onRefused();
        return;
      }
      watch.onTrouble(true);
      pauseMilliseconds = Math.min(LONGEST_PAUSE_MILLISECONDS, pauseMilliseconds * 2);
    }
    if (!settled) await wait(pauseMilliseconds, signal);
  }
}

async function readStream(link: SessionLink, see: (view: SessionView) => void, signal: AbortSignal): Promise<void> {
  const connection = new AbortController();
  const close = () => connection.abort();
  signal.addEventListener('abort', close, { once: true });
  let timer = setTimeout(close, SILENCE_MILLISECONDS);
  try {
    const response = await call(`sessions/${link.sessionId}/events`, {
      token: link.token,
      signal: connection.signal,
      headers: { accept: 'text/event-stream' },
    });
    if (response.body === null || !response.headers.get('content-type')?.startsWith('text/event-stream')) return;
    const parser = new EventStreamParser();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(timer);
      timer = setTimeout(close, SILENCE_MILLISECONDS);
      for (const event of parser.push(value)) {
        if (event.name === 'session') see(parseSession(JSON.parse(event.data)));
      }
    }
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', close);
    // Lets go of a connection whose body was not read to its end.
    close();
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    }, { once: true });
  });
}
