import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test, vi } from 'vitest';
import type { Me } from '../../api/console.ts';
import { ReviewConsole } from '../console.ts';
import { DecisionDialog } from './decision-dialog.tsx';

const me: Me = { name: 'Ada', email: 'ada@example.org', role: 'reviewer', tenantName: 'Bank' };
const decided = {
  id: 'c1', state: 'rejected',
  history: [{ sequence: 9, at: '', actor_kind: 'reviewer', actor_name: 'Grace', action: 'case_decided', detail: {} }],
};

async function openDialog(verdict: 'approve' | 'retake', wereFacesCompared = false) {
  const desk = new ReviewConsole(null);
  desk.enter(me);
  const place = document.createElement('div');
  document.body.replaceChildren(place);
  const told = { onClose: vi.fn(), onChanged: vi.fn(), onDecided: vi.fn() };
  await act(() => render(<DecisionDialog desk={desk} id="c1" verdict={verdict} wereFacesCompared={wereFacesCompared} {...told} />, place));
  const submit = () => act(async () => void place.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true })));
  const type = (reason: string) => act(() => {
    const field = place.querySelector('textarea');
    if (field === null) throw new Error('no reason field');
    field.value = reason;
    field.dispatchEvent(new Event('input'));
  });
  return { desk, place, submit, type, ...told };
}

function answer(...responses: Response[]) {
  const fetched = vi.fn(async (_url: string, _options: RequestInit) => responses.shift() ?? new Response('{}', { status: 500 }));
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

test('nothing is saved without a reason', async () => {
  const fetched = answer();
  const { place, submit } = await openDialog('approve');
  await submit();
  expect(place.textContent).toContain('Enter a reason of at least 3 characters');
  expect(fetched).not.toHaveBeenCalled();
});

test('a decision is saved with its reason, in the body and not in the address', async () => {
  const fetched = answer(Response.json({ ...decided, state: 'approved' }));
  const { submit, type, onDecided } = await openDialog('approve');
  await type('  All clear  ');
  await submit();
  await vi.waitFor(() => expect(onDecided).toHaveBeenCalledOnce());
  const [url, options] = fetched.mock.calls[0] ?? [];
  expect(url).toMatch(/console\/cases\/c1\/decision$/);
  expect(JSON.parse(String(options?.body))).toEqual({ decision: 'approve', reason: 'All clear' });
});

test('what the reviewer sees of the faces goes along, and is not asked where nothing was compared', async () => {
  const fetched = answer(Response.json({ ...decided, state: 'approved' }));
  const { place, submit, type, onDecided } = await openDialog('approve', true);
  await type('All clear');
  await act(() => place.querySelector<HTMLInputElement>('input[value=different]')?.click());
  const group = place.querySelector<HTMLInputElement>('input:not([type=radio])');
  if (group === null) throw new Error('no group field');
  const write = (text: string) => act(() => {
    group.value = text;
    group.dispatchEvent(new Event('input'));
  });
  await write('x'.repeat(41));
  await submit();
  expect(place.textContent).toContain('Use at most 40 characters');
  await write(' over 60 ');
  await submit();
  await vi.waitFor(() => expect(onDecided).toHaveBeenCalledOnce());
  expect(JSON.parse(String(fetched.mock.calls[0]?.[1].body))).toEqual({
    decision: 'approve', reason: 'All clear', faces: { same: false, group: 'over 60' },
  });
  expect((await openDialog('approve')).place.querySelector('input[type=radio]')).toBeNull();
});

test('a case that somebody else decided says by whom, and shows it', async () => {
  answer(Response.json({ code: 'case_already_decided' }, { status: 409 }), Response.json(decided));
  const { place, submit, type, onChanged, onDecided } = await openDialog('approve');
  await type('All clear');
  await submit();
  await vi.waitFor(() => expect(place.textContent).toContain('already decided by Grace: rejected'));
  expect(onChanged).toHaveBeenCalledOnce();
  expect(onDecided).not.toHaveBeenCalled();
});

test('a case with new photographs is shown before it is decided', async () => {
  answer(Response.json({ code: 'case_changed' }, { status: 409 }), Response.json(decided));
  const { place, submit, type, onChanged, onDecided } = await openDialog('approve');
  await type('All clear');
  await submit();
  await vi.waitFor(() => expect(place.textContent).toContain('look at the new photos'));
  expect(onChanged).toHaveBeenCalledOnce();
  expect(onDecided).not.toHaveBeenCalled();
});

test('an ended session keeps the reason and saves nothing on its own', async () => {
  const fetched = answer(Response.json({ code: 'not_signed_in' }, { status: 401 }));
  const { desk, place, submit, type } = await openDialog('approve');
  await type('All clear');
  await submit();
  await vi.waitFor(() => expect(desk.signedIn.value.as).toBe('again'));
  await act(() => desk.enter(me));
  expect(place.querySelector('textarea')?.value).toBe('All clear');
  expect(place.textContent).toContain('confirm again');
  expect(fetched).toHaveBeenCalledOnce();
});

test('a lost connection is no decision and no loss', async () => {
  vi.stubGlobal('fetch', async () => { throw new TypeError('no network'); });
  const { place, submit, type } = await openDialog('approve');
  await type('All clear');
  await submit();
  await vi.waitFor(() => expect(place.textContent).toContain('not known whether the decision was saved'));
  expect(place.querySelector('textarea')?.value).toBe('All clear');
});

test('asking for another photograph asks which', async () => {
  const { place, submit, type } = await openDialog('retake');
  await type('blurred');
  await submit();
  expect(place.textContent).toContain('Select the photo to ask for');
});
