import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test, vi } from 'vitest';
import { checkExamples } from '../../components/check-examples.ts';
import { Unreachable } from '../../api/problem.ts';
import { NameScreen } from './name.tsx';

const done = async () => undefined;
const nothing = () => undefined;

checkExamples({
  asked: () => <NameScreen giveNames={done} canTakePhotos act={nothing} />,
  'without attempts left': () => <NameScreen giveNames={done} canTakePhotos={false} act={nothing} />,
});

async function shown(giveNames: (names: object) => Promise<void>) {
  const place = document.createElement('main');
  document.body.replaceChildren(place);
  await act(() => render(<NameScreen giveNames={giveNames} canTakePhotos act={nothing} />, place));
  const enter = (at: number, value: string) =>
    act(() => {
      const input = place.querySelectorAll('input')[at];
      if (input === undefined) throw new Error('there is no such field');
      input.value = value;
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
  const send = () => act(async () => void place.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true })));
  return { place, enter, send };
}

test('nothing personal is filled in, and the wrong field takes the focus', async () => {
  const giveNames = vi.fn(done);
  const { place, enter, send } = await shown(giveNames);
  expect([...place.querySelectorAll('input')].map((input) => input.value)).toEqual(['', '']);
  await enter(0, 'Smith');
  await send();
  expect(giveNames).not.toHaveBeenCalled();
  expect(document.activeElement).toBe(place.querySelectorAll('input')[1]);
  expect(place.textContent).toContain('Enter your forenames');
});

test('the name is sent as it was written', async () => {
  const giveNames = vi.fn(done);
  const { enter, send } = await shown(giveNames);
  await enter(0, "O'Connor-Smith ");
  await enter(1, 'Mary  Jane');
  await send();
  expect(giveNames).toHaveBeenCalledExactlyOnceWith({ surname: "O'Connor-Smith", forenames: 'Mary Jane' });
});

test('a lost connection keeps what was written', async () => {
  const { place, enter, send } = await shown(vi.fn().mockRejectedValue(new Unreachable('x')));
  await enter(0, 'Smith');
  await enter(1, 'Mary');
  await send();
  await vi.waitFor(() => expect(place.querySelector('[role="alert"]')?.textContent).toContain('cannot be reached'));
  expect(place.querySelectorAll('input')[1]?.value).toBe('Mary');
});
