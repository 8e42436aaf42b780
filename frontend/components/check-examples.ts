import axe from 'axe-core';
import { render, type VNode } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test } from 'vitest';

/** Named ways to show a component. */
export type Examples = Record<string, () => VNode>;

/** Renders every example and runs axe over it. Colours need a real browser: the journeys check those. */
export function checkExamples(examples: Examples): void {
  for (const [name, example] of Object.entries(examples)) {
    test(`the example ${name} has no accessibility violation`, async () => {
      const main = document.createElement('main');
      document.body.replaceChildren(main);
      document.documentElement.lang = 'en';
      await act(() => render(example(), main));
      expect(main.childElementCount).toBeGreaterThan(0);
      const { violations } = await axe.run(main, {
        rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
      });
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
      await act(() => render(null, main));
    });
  }
}
