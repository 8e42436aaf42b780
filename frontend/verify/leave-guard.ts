import { effect } from '@preact/signals';
import { canGoBack, hasUnsentPhotos } from './journey.ts';
import type { VerifyPage } from './page.ts';

/**
 * Keeps photographs from being lost: the browser asks before the page is left, its back button goes
 * one screen back, and photographs that a lost connection stopped are sent again once it is back.
 */
export function guardPhotos(page: VerifyPage): void {
  addEventListener('beforeunload', (event) => {
    if (hasUnsentPhotos(page.journey.value)) event.preventDefault();
  });

  // One entry in the history stands for "there is a screen to go back to".
  let hasEntry = false;
  effect(() => {
    if (!canGoBack(page.journey.value) || hasEntry) return;
    history.pushState({ credence: 'back' }, '');
    hasEntry = true;
  });
  addEventListener('popstate', () => {
    if (!hasEntry) return;
    hasEntry = false;
    page.act({ type: 'back' });
  });

  addEventListener('online', () => {
    const { screen } = page.journey.value;
    if (screen.name === 'send_failed' && screen.problem.kind === 'interrupted') page.act({ type: 'send' });
    if (screen.name === 'unreachable') page.act({ type: 'reload' });
  });
}
