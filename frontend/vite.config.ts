import { defineConfig } from 'vitest/config';
import { budget } from './build/budget.ts';
import { compress } from './build/compress.ts';

export default defineConfig({
  // Relative, so that the pages also work below a sub-path.
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    // The polyfill would be an inline script, which the Content-Security-Policy refuses.
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { verify: 'verify/index.html', review: 'review/index.html' } },
  },
  plugins: [budget({ 'verify/index.html': 30_000, 'review/index.html': 30_000 }), compress()],
  test: { environment: 'happy-dom', restoreMocks: true, unstubGlobals: true },
});
