// Generated from backend/api/openapi.json by `npm run generate`. Not to be edited.
import type * as schema from './schema.ts';

/** Every call that takes an integrator’s key: what it is given and what a success brings. */
export type Operations = {
  /** Have sessions decided under this policy from now on. `POST /v1/policies/{version}/activate` */
  activate_policy: { request: { path: { 'version': string } }; answer: schema.Policy };
  /** Decide the latest verifications again under this policy, and change nothing. `POST /v1/policies/{version}/back-test` */
  back_test_policy: { request: { path: { 'version': string }; query?: { 'limit'?: number } }; answer: schema.BackTest };
  /** Call a session off. `POST /v1/sessions/{id}/cancel` */
  cancel_session: { request: { path: { 'id': string } }; answer: schema.SessionView };
  /** Change how your pages look and whom they name. `PUT /v1/branding` */
  change_branding: { request: { body: schema.BrandingBody }; answer: schema.Branding };
  /** Give your pages a logo: a PNG, WebP or JPEG picture as the body. `PUT /v1/branding/logo` */
  change_branding_logo: { request: {  }; answer: schema.Branding };
  /** Say whether your services have to state the person's consent when they hand in requests of their
own. `PUT /v1/consent` */
  change_consent_settings: { request: { body: schema.ConsentSettingsBody }; answer: schema.ConsentSettings };
  /** Make a key. `POST /v1/keys` */
  create_key: { request: { headers?: { 'Idempotency-Key'?: string | null }; body: schema.CreateKeyBody }; answer: schema.CreatedKey };
  /** Make a policy. It counts once it is activated; try it on what is stored before. `POST /v1/policies` */
  create_policy: { request: { headers?: { 'Idempotency-Key'?: string | null }; body: schema.PolicyDocument }; answer: schema.Policy };
  /** Make a session for one person. `POST /v1/sessions` */
  create_session: { request: { headers?: { 'Idempotency-Key'?: string | null }; body: schema.CreateSessionBody }; answer: schema.CreatedSession };
  /** Give a session's person a new link. `POST /v1/sessions/{id}/token` */
  create_session_token: { request: { path: { 'id': string }; headers?: { 'Idempotency-Key'?: string | null } }; answer: schema.CreatedSessionToken };
  /** Make a webhook endpoint. `POST /v1/webhook-endpoints` */
  create_webhook_endpoint: { request: { headers?: { 'Idempotency-Key'?: string | null }; body: schema.CreateWebhookEndpointBody }; answer: schema.WebhookEndpointWithSecret };
  /** Take the logo away. `DELETE /v1/branding/logo` */
  delete_branding_logo: { request: {  }; answer: schema.Branding };
  /** Delete a webhook endpoint with its secret and its deliveries. `DELETE /v1/webhook-endpoints/{id}` */
  delete_webhook_endpoint: { request: { path: { 'id': string } }; answer: undefined };
  /** Erase a session now, wherever it stands. `DELETE /v1/sessions/{id}` */
  erase_session: { request: { path: { 'id': string } }; answer: schema.SessionView };
  /** Put a legal hold on a session. `PUT /v1/sessions/{id}/hold` */
  hold_session: { request: { path: { 'id': string }; body: schema.HoldBody }; answer: schema.SessionView };
  /** List what became of sessions, newest first. `GET /v1/events` */
  list_events: { request: { query?: { 'session'?: string; 'type'?: 'session.created' | 'session.submitted' | 'session.processing' | 'session.approved' | 'session.rejected' | 'session.needs_review' | 'session.review_requested' | 'session.retake' | 'session.expired' | 'session.cancelled' | 'session.erased' | 'session.erasure_completed' | 'session.failed' | 'webhook.test'; 'limit'?: number; 'cursor'?: string } }; answer: schema.EventPage };
  /** List the newest 1,000 keys, those that have ended among them. `GET /v1/keys` */
  list_keys: { request: {  }; answer: schema.KeyList };
  /** List the policies that can be chosen: your own, newest first, then the installation's. `GET /v1/policies` */
  list_policies: { request: {  }; answer: schema.PolicyList };
  /** List a session's images. `GET /v1/sessions/{id}/images` */
  list_session_images: { request: { path: { 'id': string } }; answer: schema.ImageList };
  /** List sessions, newest first. `GET /v1/sessions` */
  list_sessions: { request: { query?: { 'state'?: 'created' | 'submitted' | 'processing' | 'approved' | 'rejected' | 'needs_review' | 'retake' | 'failed' | 'expired' | 'cancelled' | 'erased'; 'reference'?: string; 'created_after'?: string; 'created_before'?: string; 'limit'?: number; 'cursor'?: string } }; answer: schema.SessionPage };
  /** List what was sent to an endpoint, the newest events first. `GET /v1/webhook-endpoints/{id}/deliveries` */
  list_webhook_deliveries: { request: { path: { 'id': string }; query?: { 'status'?: 'pending' | 'delivered' | 'exhausted' | 'skipped'; 'limit'?: number; 'cursor'?: string } }; answer: schema.WebhookDeliveryPage };
  /** List the webhook endpoints, oldest first. `GET /v1/webhook-endpoints` */
  list_webhook_endpoints: { request: {  }; answer: schema.WebhookEndpointList };
  /** See what is due now. `GET /v1/retention/plan` */
  plan_retention: { request: {  }; answer: schema.RetentionPlan };
  /** How your pages look and whom they name. `GET /v1/branding` */
  read_branding: { request: {  }; answer: schema.Branding };
  /** The words that people agree to now, and what is set about consent. `GET /v1/consent` */
  read_consent_settings: { request: {  }; answer: schema.ConsentSettings };
  /** How far a session's erasure has come, and the receipt. `GET /v1/sessions/{id}/erasure` */
  read_erasure: { request: { path: { 'id': string } }; answer: schema.Erasure };
  /** One policy, your own or the installation's. `GET /v1/policies/{version}` */
  read_policy: { request: { path: { 'version': string } }; answer: schema.Policy };
  /** The result: decision, checks and scores, and what was read from the document where the key also has
the scope `pii:read`. `GET /v1/sessions/{id}/result` */
  read_result: { request: { path: { 'id': string } }; answer: schema.SessionResult };
  /** Read how long things are kept. `GET /v1/retention` */
  read_retention: { request: {  }; answer: schema.Retention };
  /** Where a session stands, without personal data. `GET /v1/sessions/{id}` */
  read_session: { request: { path: { 'id': string } }; answer: schema.SessionView };
  /** Fetch an image as it was sent. Audited. `GET /v1/sessions/{id}/images/{image_id}` */
  read_session_image: { request: { path: { 'id': string; 'image_id': string } }; answer: Blob };
  /** The result as a signed token, to hand on to somebody who did not ask for it. `GET /v1/sessions/{id}/result.jwt` */
  read_signed_result: { request: { path: { 'id': string } }; answer: Blob };
  /** Read a webhook endpoint. `GET /v1/webhook-endpoints/{id}` */
  read_webhook_endpoint: { request: { path: { 'id': string } }; answer: schema.WebhookEndpoint };
  /** Take the legal hold off a session. `DELETE /v1/sessions/{id}/hold` */
  release_session: { request: { path: { 'id': string } }; answer: schema.SessionView };
  /** Send a delivery again, whatever became of it. `POST /v1/webhook-deliveries/{id}/resend` */
  resend_webhook_delivery: { request: { path: { 'id': string } }; answer: schema.WebhookDelivery };
  /** Revoke a key at once. `DELETE /v1/keys/{id}` */
  revoke_key: { request: { path: { 'id': string } }; answer: undefined };
  /** Give a webhook endpoint a new secret. `POST /v1/webhook-endpoints/{id}/rotate-secret` */
  rotate_webhook_secret: { request: { path: { 'id': string }; headers?: { 'Idempotency-Key'?: string | null }; body: schema.RotateSecretBody }; answer: schema.WebhookEndpointWithSecret };
  /** Set how long things are kept. `PUT /v1/retention` */
  set_retention: { request: { body: schema.SetRetentionBody }; answer: schema.Retention | schema.RetentionPlan };
  /** Send a `webhook.test` to an endpoint, whatever it listens to. `POST /v1/webhook-endpoints/{id}/test` */
  test_webhook_endpoint: { request: { path: { 'id': string } }; answer: schema.WebhookDelivery };
  /** Change a webhook endpoint, or switch it off and on. `PATCH /v1/webhook-endpoints/{id}` */
  update_webhook_endpoint: { request: { path: { 'id': string }; body: schema.UpdateWebhookEndpointBody }; answer: schema.WebhookEndpoint };
  /** Hand in a DVS request that your own service holds, and wait for the outcome. `POST /v1/sessions/{id}/verify` */
  verify: { request: { path: { 'id': string }; headers?: { 'Prefer'?: string | null }; body: schema.VerifyBody }; answer: schema.SessionView };
};

/** Where each of them is. */
export const PLACES: Record<keyof Operations, { method: string; path: string }> = {
  activate_policy: { method: 'POST', path: '/v1/policies/{version}/activate' },
  back_test_policy: { method: 'POST', path: '/v1/policies/{version}/back-test' },
  cancel_session: { method: 'POST', path: '/v1/sessions/{id}/cancel' },
  change_branding: { method: 'PUT', path: '/v1/branding' },
  change_branding_logo: { method: 'PUT', path: '/v1/branding/logo' },
  change_consent_settings: { method: 'PUT', path: '/v1/consent' },
  create_key: { method: 'POST', path: '/v1/keys' },
  create_policy: { method: 'POST', path: '/v1/policies' },
  create_session: { method: 'POST', path: '/v1/sessions' },
  create_session_token: { method: 'POST', path: '/v1/sessions/{id}/token' },
  create_webhook_endpoint: { method: 'POST', path: '/v1/webhook-endpoints' },
  delete_branding_logo: { method: 'DELETE', path: '/v1/branding/logo' },
  delete_webhook_endpoint: { method: 'DELETE', path: '/v1/webhook-endpoints/{id}' },
  erase_session: { method: 'DELETE', path: '/v1/sessions/{id}' },
  hold_session: { method: 'PUT', path: '/v1/sessions/{id}/hold' },
  list_events: { method: 'GET', path: '/v1/events' },
  list_keys: { method: 'GET', path: '/v1/keys' },
  list_policies: { method: 'GET', path: '/v1/policies' },
  list_session_images: { method: 'GET', path: '/v1/sessions/{id}/images' },
  list_sessions: { method: 'GET', path: '/v1/sessions' },
  list_webhook_deliveries: { method: 'GET', path: '/v1/webhook-endpoints/{id}/deliveries' },
  list_webhook_endpoints: { method: 'GET', path: '/v1/webhook-endpoints' },
  plan_retention: { method: 'GET', path: '/v1/retention/plan' },
  read_branding: { method: 'GET', path: '/v1/branding' },
  read_consent_settings: { method: 'GET', path: '/v1/consent' },
  read_erasure: { method: 'GET', path: '/v1/sessions/{id}/erasure' },
  read_policy: { method: 'GET', path: '/v1/policies/{version}' },
  read_result: { method: 'GET', path: '/v1/sessions/{id}/result' },
  read_retention: { method: 'GET', path: '/v1/retention' },
  read_session: { method: 'GET', path: '/v1/sessions/{id}' },
  read_session_image: { method: 'GET', path: '/v1/sessions/{id}/images/{image_id}' },
  read_signed_result: { method: 'GET', path: '/v1/sessions/{id}/result.jwt' },
  read_webhook_endpoint: { method: 'GET', path: '/v1/webhook-endpoints/{id}' },
  release_session: { method: 'DELETE', path: '/v1/sessions/{id}/hold' },
  resend_webhook_delivery: { method: 'POST', path: '/v1/webhook-deliveries/{id}/resend' },
  revoke_key: { method: 'DELETE', path: '/v1/keys/{id}' },
  rotate_webhook_secret: { method: 'POST', path: '/v1/webhook-endpoints/{id}/rotate-secret' },
  set_retention: { method: 'PUT', path: '/v1/retention' },
  test_webhook_endpoint: { method: 'POST', path: '/v1/webhook-endpoints/{id}/test' },
  update_webhook_endpoint: { method: 'PATCH', path: '/v1/webhook-endpoints/{id}' },
  verify: { method: 'POST', path: '/v1/sessions/{id}/verify' },
};
