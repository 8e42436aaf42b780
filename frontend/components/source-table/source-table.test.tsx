import { render } from 'preact';
import { expect, test, vi } from 'vitest';
import { checkExamples } from '../check-examples.ts';
import { chosen, examples } from './examples.tsx';

checkExamples(examples);

function shown(example = examples['differing, agreeing, alone and not read']()): HTMLElement {
  const place = document.createElement('div');
  render(example, place);
  return place;
}

test('a difference is told in words and signs, with what each source says', () => {
  const row = shown().querySelector('tbody tr');
  expect(row?.querySelector('th')?.textContent).toBe('Family nameThe sources differ');
  const cells = [...(row?.querySelectorAll('td') ?? [])].map((cell) => cell.textContent);
  expect(cells).toEqual(['SAMPLE20 of 100', 'DiffersSIMPLE', 'Same', 'Not read']);
  const signs = [...(row?.querySelectorAll('.icon path') ?? [])].map((path) => path.getAttribute('d'));
  expect(new Set(signs).size).toBe(3);
});

test('the chosen row says so, and a row without a place cannot be chosen', () => {
  const rows = [...shown().querySelectorAll('tbody tr')];
  const pressed = rows.map((row) => row.querySelector('button')?.getAttribute('aria-pressed') ?? null);
  expect(pressed).toEqual(['false', 'true', null, 'false']);
});

test('a row is chosen by its button, which the keyboard reaches', () => {
  const onChoose = vi.fn();
  const place = shown(chosen(onChoose));
  const buttons = place.querySelectorAll('button');
  expect(buttons.length).toBe(1);
  buttons[0]?.click();
  expect(onChoose).toHaveBeenCalledWith('family_name');
});
