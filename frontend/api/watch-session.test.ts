import { expect, test, vi } from 'vitest';
import type { SessionView } from './session.ts';
import { watchSession } from './watch-session.ts';

const link = { sessionId: 'i', token: 'st_x' };
const view = (state: string, version: number) => ({ id: 'i', state, version });
const stream = (...views: object[]) =>
  new Response(views.map((one) => `event: session\ndata: ${JSON.stringify(one)}\n\n`).join(''), { headers: { 'content-type': 'text/event-stream' } });

/** Answers the calls in turn: first the stream, then the plain reading, and so on. */
async function watching(...answers: (Response | Error)[]) {
  const paths: string[] = [];
  vi.stubGlobal('fetch', async (url: string) => {
    paths.push(url.split('/v1/')[1] ?? '');
    const answer = answers.shift();
    if (answer === undefined) throw new Error('asked too often');
    if (answer instanceof Error) throw answer;
    return answer;
  });
  const states: string[] = [];
  const troubles: boolean[] = [];
  const pauses: number[] = [];
  const onRefused = vi.fn();
  const watch = {
    onView: (seen: SessionView) => void states.push(seen.state),
    onTrouble: (isUnreachable: boolean) => void troubles.push(isUnreachable),
    onRefused,
    wait: async (milliseconds: number) => void pauses.push(milliseconds),
  };
  await watchSession(link, watch, new AbortController().signal);
  return { paths, states, troubles, pauses, onRefused };
}

test('the stream is followed to the settled state', async () => {
  const { paths, states } = await watching(stream(view('processing', 2), view('approved', 3)));
  expect(states).toEqual(['processing', 'approved']);
  expect(paths).toEqual(['sessions/i/events']);
});

test('where there is no stream, asking again does', async () => {
  const noStream = () => new Response('no', { status: 404 });
  const { states, paths } = await watching(
    noStream(), Response.json(view('processing', 2)), noStream(), Response.json(view('rejected', 3)),
  );
  expect(states).toEqual(['processing', 'rejected']);
  expect(paths).toEqual(['sessions/i/events', 'sessions/i', 'sessions/i/events', 'sessions/i']);
});

test('a lost connection is trouble, not an outcome, and is tried again ever more slowly', async () => {
  const lost = () => new TypeError('network');
  const { states, troubles, pauses } = await watching(lost(), lost(), lost(), lost(), stream(view('approved', 3)));
  expect(states).toEqual(['approved']);
  expect(troubles).toEqual([true, true, false]);
  expect(pauses).toEqual([3000, 6000]);
});

test('a refused link ends the watch', async () => {
  const { onRefused, states } = await watching(new Response('', { status: 401 }), new Response('', { status: 401 }));
  expect(onRefused).toHaveBeenCalledOnce();
  expect(states).toEqual([]);
});

test('an event that cannot be read does not end the watch', async () => {
  const broken = new Response('event: session\ndata: {"state"\n\n', { headers: { 'content-type': 'text/event-stream' } });
  const { states } = await watching(broken, Response.json(view('approved', 3)));
  expect(states).toEqual(['approved']);
});
