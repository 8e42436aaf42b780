import { expect, test } from 'vitest';
import { ApiProblem, Unreachable } from '../api/problem.ts';
import { UploadInterrupted, UploadRefused } from '../capture/upload.ts';
import { problemOf, retakeBehind } from './send-problem.ts';

test.each([
  [new UploadInterrupted('x'), 'interrupted'],
  [new Unreachable('x'), 'interrupted'],
  [new UploadRefused(401, '', null), 'not_allowed'],
  [new UploadRefused(403, '', null), 'not_allowed'],
  [new UploadRefused(413, '', null), 'too_large'],
  [new UploadRefused(429, '', 7), 'busy'],
  [new UploadRefused(500, 'ApiError', null), 'server'],
  [new UploadRefused(400, 'ValidationError', null), 'unknown'],
  [new ApiProblem(401, 'unauthorized', '', null, null), 'link_refused'],
  [new ApiProblem(404, 'not_found', '', null, null), 'link_refused'],
  [new ApiProblem(409, 'session_not_open', '', null, null), 'closed'],
  [new ApiProblem(503, 'busy', '', null, null), 'busy'],
  [new ApiProblem(500, 'internal', '', 'r-1', null), 'server'],
  [new TypeError('a mistake of ours'), 'unknown'],
])('%s has words: %s', (cause, kind) => {
  expect(problemOf(cause).kind).toBe(kind);
});

test('the waiting time and the reference are handed on', () => {
  expect(problemOf(new UploadRefused(429, 'TooMany', 7))).toEqual({ kind: 'busy', reference: 'TooMany', retryAfterSeconds: 7 });
  expect(problemOf(new ApiProblem(500, 'internal', '', 'r-1', null)).reference).toBe('r-1');
});

test('a refused photograph is asked for again', () => {
  expect(retakeBehind(new UploadRefused(400, 'PDF417Error', null))).toEqual({ step: 'back', code: 'PDF417Error', message: '' });
  expect(retakeBehind(new UploadRefused(400, 'FacePhotoNotDetectError', null))?.step).toBe('face');
  expect(retakeBehind(new UploadRefused(400, 'ValidationError', null))).toBeNull();
  expect(retakeBehind(new UploadRefused(500, 'PDF417Error', null))).toBeNull();
  expect(retakeBehind(new Error('x'))).toBeNull();
});
