import { effect } from '@preact/signals';
import type { VerifyPage } from './page.ts';

/** Gives the page the colours of whoever asks, one for each theme; the style does the rest. */
export function wearBrand(page: VerifyPage, root: HTMLElement): void {
  effect(() => {
    const accent = page.journey.value.session?.organisation?.accent ?? null;
    root.classList.toggle('branded', accent !== null);
    if (accent === null) return;
    root.style.setProperty('--brand-light', accent.light);
    root.style.setProperty('--brand-dark', accent.dark);
  });
}
