import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Button } from '../button/button.tsx';
import { Waiting } from '../waiting/waiting.tsx';

/** What is said meanwhile, and where it does not come. */
export interface LaterWords {
  fetching: string;
  lost: string;
  again: string;
}

/** Everything that is fetched after the first screen. */
const fetches: (() => Promise<unknown>)[] = [];

/** A screen whose code is fetched after the first one. */
export function later<Props extends object>(words: LaterWords, fetchScreen: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let Screen: ComponentType<Props> | null = null;
  const fetchOnce = async () => {
    Screen ??= await fetchScreen();
  };
  fetches.push(fetchOnce);
  return function Later(props: Props) {
    const [state, setState] = useState<'fetching' | 'here' | 'lost'>('fetching');
    const start = () => {
      setState('fetching');
      fetchOnce().then(() => setState('here'), () => setState('lost'));
    };
    // As it was drawn: what arrives before the effect runs has to be drawn again.
    const isWaiting = Screen === null;
    useEffect(() => { if (isWaiting) start(); }, []);
    if (Screen !== null) return <Screen {...props} />;
    if (state === 'fetching') return <Waiting>{words.fetching}</Waiting>;
    return (
      <>
        <p role="alert">{words.lost}</p>
        <div class="actions"><Button onClick={start}>{words.again}</Button></div>
      </>
    );
  };
}

/** Fetches every screen while the person reads the first one: a connection that is lost later then loses no photograph. */
export function fetchScreens(): void {
  for (const fetchScreen of fetches) fetchScreen().catch(() => undefined);
}
