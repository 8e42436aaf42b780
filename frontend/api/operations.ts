// Generated from backend/api/openapi.json by `npm run generate`. Not to be edited.
import type * as schema from './schema.ts';

/** Every call that takes an integrator’s key: what it is given and what a success brings. */
export type Operations = {
  /** Make a session for one person. `POST /v1/sessions` */
  create_session: { request: { headers?: { 'Idempotency-Key'?: string | null }; body: schema.CreateSessionBody }; answer: schema.CreatedSession };
  /** The full result, personal data included. `GET /v1/sessions/{id}/result` */
  read_result: { request: { path: { 'id': string } }; answer: schema.SessionResult };
  /** Where a session stands, without personal data. `GET /v1/sessions/{id}` */
  read_session: { request: { path: { 'id': string } }; answer: schema.SessionView };
};

/** Where each of them is. */
export const PLACES: Record<keyof Operations, { method: string; path: string }> = {
  create_session: { method: 'POST', path: '/v1/sessions' },
  read_result: { method: 'GET', path: '/v1/sessions/{id}/result' },
  read_session: { method: 'GET', path: '/v1/sessions/{id}' },
};
