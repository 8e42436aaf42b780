import { expect, test } from 'vitest';
import { parseRoute, routeHref, type Route } from './route.ts';

test.each<[string, Route]>([
  ['', { name: 'cases', state: 'needs_review' }],
  ['#/cases', { name: 'cases', state: 'needs_review' }],
  ['#/cases?state=approved', { name: 'cases', state: 'approved' }],
  ['#/cases?state=all', { name: 'cases', state: null }],
  ['#/cases?state=splendid', { name: 'cases', state: 'needs_review' }],
  ['#/cases/0190c9a2-7b1e-7c3d-8e4f-0123456789ab', { name: 'case', id: '0190c9a2-7b1e-7c3d-8e4f-0123456789ab' }],
  ['#/cases/../../v1/console/me', { name: 'cases', state: 'needs_review' }],
])('%j leads to %j', (fragment, route) => {
  expect(parseRoute(fragment)).toEqual(route);
});

test('an address leads back to where it came from', () => {
  const routes: Route[] = [{ name: 'case', id: 'abc-1' }, { name: 'cases', state: null }, { name: 'cases', state: 'rejected' }];
  for (const route of routes) expect(parseRoute(routeHref(route))).toEqual(route);
});
