import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

type OutputFiles = Record<string, { type: 'chunk' | 'asset'; code?: string; source?: string | Uint8Array }>;

/** Bytes of JavaScript, gzipped, that a page loads before it can be used. */
export function firstLoadBytes(page: string, files: OutputFiles): number {
  const html = files[page]?.source;
  if (html === undefined) throw new Error(`the build has no page ${page}`);
  const scripts = new Set(String(html).match(/assets\/[\w.-]+\.js/g));
  let total = 0;
  for (const script of scripts) total += gzipSync(files[script]?.code ?? '', { level: 9 }).length;
  return total;
}

/** Prints each page's first load and fails the build when one is over its limit (bytes, gzipped). */
export function budget(limits: Record<string, number>): Plugin {
  return {
    name: 'credence-budget',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, files) {
        for (const [page, limit] of Object.entries(limits)) {
          const bytes = firstLoadBytes(page, files as OutputFiles);
          const line = `${page}: first load ${bytes} of ${limit} bytes of JavaScript (gzip)`;
          if (bytes > limit) this.error(line);
          this.info(line);
        }
      },
    },
  };
}
