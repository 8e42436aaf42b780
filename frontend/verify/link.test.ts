import { beforeEach, expect, test } from 'vitest';
import { parseLink, takeLink } from './link.ts';

const id = '0190c9a2-7b1e-7c3d-8e4f-0123456789ab';
const token = `eyJ${'aB3_-'.repeat(20)}.${'aB3_-'.repeat(60)}.${'a'.repeat(86)}`;
const opaque = `st_${'aB3_-'.repeat(17)}`;

beforeEach(() => sessionStorage.clear());

function open(hash: string) {
  const addresses: string[] = [];
  const location = { hash, pathname: '/verify/', search: '' } as Location;
  const history = { replaceState: (_: unknown, __: string, url: string) => void addresses.push(url) } as unknown as History;
  return { opened: takeLink(location, history, sessionStorage), addresses };
}

test('a link is its session and its token', () => {
  expect(parseLink(`#${id}.${token}`)).toEqual({ sessionId: id, token });
});

test('a link of before, with an opaque token, is one still', () => {
  expect(parseLink(`#${id}.${opaque}`)).toEqual({ sessionId: id, token: opaque });
});

test.each([
  ['nothing', ''],
  ['no token', `#${id}`],
  ['another kind of key', `#${id}.sk_${'a'.repeat(60)}`],
  ['a token that is cut off', `#${id}.st_abc`],
  ['a signed token that is cut off', `#${id}.${token.slice(0, -1)}`],
  ['a signed token without its signature', `#${id}.${token.split('.').slice(0, 2).join('.')}`],
  ['an id that is none', `#not-an-id.${token}`],
  ['something behind the token', `#${id}.${token}/../x`],
])('%s is no link', (_, fragment) => {
  expect(parseLink(fragment)).toBeNull();
});

test('the link leaves the address and survives a reload of the tab', () => {
  const first = open(`#${id}.${token}`);
  expect(first.addresses).toEqual(['/verify/']);
  expect(first.opened).toEqual({ sessionId: id, token });
  expect(open('').opened).toEqual({ sessionId: id, token });
});

test('a spoilt link is taken out too, and an older one is not used in its place', () => {
  open(`#${id}.${token}`);
  const spoilt = open(`#${id}.st_x`);
  expect(spoilt.opened).toBe('malformed');
  expect(spoilt.addresses).toEqual(['/verify/']);
});

test('without a link the page says so', () => {
  expect(open('').opened).toBe('missing');
});
