import { beforeEach, expect, test, vi } from 'vitest';
import { dropInvitation, parseInvitation, takeInvitation } from './invitation.ts';

const invitation = 'aB3_-'.repeat(12);
beforeEach(() => sessionStorage.clear());

function open(hash: string) {
  const replaceState = vi.fn();
  const location = { hash, pathname: '/review/', search: '' } as Location;
  return { taken: takeInvitation(location, { replaceState } as unknown as History, sessionStorage), replaceState };
}

test('the invitation leaves the address and lasts until it is used', () => {
  const first = open(`#invitation=${invitation}`);
  expect(first.taken).toBe(invitation);
  expect(first.replaceState).toHaveBeenCalledExactlyOnceWith(null, '', '/review/');
  expect(open('').taken).toBe(invitation);
  dropInvitation(sessionStorage);
  expect(open('').taken).toBeNull();
});

test.each(['', '#invitation=', '#invitation=short', '#/cases', `#invitation=${invitation}&x=1`])('%j is no invitation', (fragment) => {
  expect(parseInvitation(fragment)).toBeNull();
});
