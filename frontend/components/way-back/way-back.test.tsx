import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test, vi } from 'vitest';
import { checkExamples } from '../check-examples.ts';
import { examples } from './examples.tsx';
import { WayBack } from './way-back.tsx';

checkExamples(examples);

const way = { code: '7KQ2-M9XD-4RTA-0HVB', page: 'https://id.example.org/mine/' };

async function show(createCode: () => Promise<typeof way>): Promise<void> {
  const place = document.createElement('main');
  document.body.replaceChildren(place);
  await act(() => render(<WayBack createCode={createCode} />, place));
}

async function click(name: string): Promise<void> {
  const button = [...document.querySelectorAll('button')].find((one) => one.textContent === name);
  await act(async () => button?.click());
}

test('a code is asked for by the person, shown, and copied', async () => {
  const writeText = vi.fn(async () => undefined);
  vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText } });
  const createCode = vi.fn(async () => way);
  await show(createCode);
  expect(createCode).not.toHaveBeenCalled();
  await click('Show my code');
  expect(document.body.textContent).toContain(way.code);
  await click('Copy the code');
  expect(writeText).toHaveBeenCalledWith(way.code);
  expect(document.body.textContent).toContain('The code is copied.');
  await click('Show a new code');
  expect(createCode).toHaveBeenCalledTimes(2);
});

test('a refusal is told and can be tried again', async () => {
  const createCode = vi.fn(async (): Promise<typeof way> => { throw new Error('lost'); });
  await show(createCode);
  await click('Show my code');
  await vi.waitFor(() => expect(document.body.textContent).toContain('No code could be made.'));
});
