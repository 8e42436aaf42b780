// A browser with everything that a journey must not do in view: errors, policy violations, foreign
// requests, accessibility violations.
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(new URL('../../frontend/package.json', import.meta.url));
const { chromium } = require('playwright-core');

const CHROMIUM = process.env.CREDENCE_CHROMIUM ?? '/usr/bin/chromium';
const SHOTS = process.env.SHOTS ?? 'shots';
// Several services and browsers share the machine: what does not come at all may take this long to be told.
const PATIENCE_MS = 120_000;
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The value of an environment variable that a journey cannot do without. */
export function needed(name) {
  const value = process.env[name];
  if (!value) throw new Error(`set ${name}`);
  return value;
}

/** Opens the browser. `close` fails when anything went wrong on the way. */
export async function openStage({ home, permissions = [], camera = false }) {
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    timeout: PATIENCE_MS,
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      ...(camera ? ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'] : []),
    ],
  });
  const faults = [];
  // The DVS server is another origin on the same machine, or the one that is named.
  const hosts = new Set([new URL(home).hostname, ...(process.env.CREDENCE_DVS_HOST ?? '').split(',').filter(Boolean)]);
  mkdirSync(SHOTS, { recursive: true });
  return {
    faults,
    async open(url, viewport, options = {}) {
      const context = await browser.newContext({ viewport, permissions, reducedMotion: 'reduce', ...options });
      context.setDefaultTimeout(PATIENCE_MS);
      await context.addInitScript({ path: require.resolve('axe-core/axe.min.js') });
      const page = await context.newPage();
      await watch(page, hosts, faults);
      await page.goto(url);
      return page;
    },
    async close() {
      await browser.close();
      if (faults.length > 0) throw new Error(`the journey was not clean:\n  ${faults.join('\n  ')}`);
    },
  };
}

/** Waits for a heading, then photographs the screen and checks it with axe. */
export async function screen(stage, page, name, heading, level = 1) {
  await page.getByRole('heading', { level, name: heading }).waitFor();
  await page.waitForFunction(() => document.fonts.status === 'loaded' && document.readyState === 'complete');
  await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true });
  const violations = await page.evaluate(async (tags) => {
    const result = await window.axe.run(document, { runOnly: tags });
    return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
  }, AXE_TAGS);
  for (const violation of violations) stage.faults.push(`axe on ${name}: ${violation}`);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (overflow > 0) stage.faults.push(`${name} scrolls sideways by ${overflow} px`);
  console.log(`ok ${name}`);
}

/** Fails the journey when the page does not hold these words. */
export async function says(page, words) {
  await page.getByText(words).first().waitFor();
}

async function watch(page, hosts, faults) {
  page.on('pageerror', (error) => faults.push(`page error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    // Asking who is signed in is answered with 401 when nobody is; the browser reports that by itself.
    if (/status of 401/.test(message.text()) && message.location().url.endsWith('/v1/console/me')) return;
    faults.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (/^https?:$/.test(url.protocol) && !hosts.has(url.hostname)) faults.push(`foreign request: ${url.origin}`);
    if (/[?&](?:name|email|token|reason)=/.test(url.search)) faults.push(`personal data in an address: ${url.pathname}`);
  });
  await page.exposeFunction('reportPolicyViolation', (text) => faults.push(`policy violation: ${text}`));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      window.reportPolicyViolation(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
    });
  });
}
