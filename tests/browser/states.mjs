// The states that a healthy stack does not show: every refusal, outcome and lost connection of the
// pages, with the API's answers made up here. The pages and their headers come from the real service.
import { readFileSync } from 'node:fs';
import { describe, heldSideways } from './jpeg.mjs';
import { needed, openStage, says, screen } from './stage.mjs';

const home = new URL(needed('CREDENCE_VERIFY_URL')).origin;
const photo = readFileSync(needed('CREDENCE_PHOTO_FRONT'));
const id = '0190c9a2-7b1e-7c3d-8e4f-0123456789ab';
const link = `${home}/verify/#${id}.st_${'a'.repeat(86)}`;
const PHONE = { width: 360, height: 740 };
const DESK = { width: 1280, height: 800 };
const stage = await openStage({ home });

const session = (state, more = {}) => ({
  id, state, version: 3, created_at: '2026-11-22T09:00:00Z', updated_at: '2026-11-22T09:00:00Z', expires_at: '2026-11-23T09:00:00Z',
  attempts_left: 4, retake: null, summary: null,
  capture: state === 'created' || state === 'retake'
    ? { dvs_url: home, public_key: 'pk_x', steps: ['front', 'back', 'face'], document_types: ['passport'] }
    : null,
  ...more,
});
const problem = (status, code) => ({ status, json: { type: 'about:blank', title: code, status, code, detail: 'In words.', request_id: 'req-17' } });

/** Opens a page whose API answers as the routes say: a path's end and what to fulfil it with. */
async function open(url, routes, viewport = PHONE, options = {}) {
  const page = await stage.open('about:blank', viewport, options);
  await page.route('**/v1/**', (route) => answer(route, routes));
  await page.route('**/api/v3/Request', (route) => answer(route, routes));
  await page.goto(url);
  return page;
}

async function answer(route, routes) {
  const path = new URL(route.request().url()).pathname;
  const [, fulfil] = Object.entries(routes).find(([end]) => path.endsWith(end)) ?? [];
  if (fulfil === undefined || fulfil === 'lost') return route.abort();
  return route.fulfill(typeof fulfil === 'function' ? fulfil() : fulfil);
}

// Made-up refusals and lost connections are reported by the browser itself; they are the point here.
const expected = /Failed to load resource|net::ERR_/;
const clean = () => {
  for (let at = stage.faults.length - 1; at >= 0; at -= 1) if (expected.test(stage.faults[at])) stage.faults.splice(at, 1);
};

async function verifyStates() {
  const shown = async (name, heading, url, routes, options, viewport = PHONE) => {
    const page = await open(url, routes, viewport, options);
    await screen(stage, page, `state-verify-${name}`, heading);
    await page.context().close();
  };
  const own = (fulfil) => ({ [`sessions/${id}`]: fulfil });
  await shown('no-link', 'This page needs your personal link', `${home}/verify/`, {});
  await shown('spoilt-link', 'This link is not complete', `${home}/verify/#${id}.st_short`, {});
  await shown('refused-link', 'This link no longer works', link, own(problem(401, 'unauthorized')));
  const lapsed = await open(link, own(problem(401, 'unauthorized')));
  const mine = await lapsed.getByRole('link', { name: 'Enter your code' }).evaluate((anchor) => anchor.href);
  if (mine !== `${home}/mine/`) stage.faults.push(`the way back leads to ${mine}`);
  await lapsed.context().close();
  await shown('refused-link-desk', 'This link no longer works', link, own(problem(401, 'unauthorized')), {}, DESK);
  await shown('unreachable', 'We cannot reach the service', link, own('lost'));
  await shown('progress', 'We are checking your photos', link, own({ json: session('processing') }));
  for (const [state, heading] of [
    ['approved', 'Your identity is confirmed'], ['rejected', 'Your identity could not be confirmed'], ['failed', 'The check could not be finished'],
    ['expired', 'This identity check has expired'], ['cancelled', 'This identity check was called off'],
    ['erased', 'This identity check was erased'],
  ]) await shown(state, heading, link, own({ json: session(state) }));
  const retake = { step: 'face', code: 'FacePhotoNotDetectError', message: '' };
  await shown('retake-after-reload', 'We need a new photo of your face', link, own({ json: session('retake', { retake, attempts_left: 1 }) }));
  await shown('dark', 'Prove your identity', link, own({ json: session('created') }), { colorScheme: 'dark' });
  await shown('forced-colours', 'Prove your identity', link, own({ json: session('created') }), { forcedColors: 'active' });
}

// One of 1 × 1 pixel: what is looked at is its place.
const LOGO = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');
const organisation = {
  name: 'Example Bank', accent: { light: '#7a1fa2', dark: '#d9a6f0' }, logo_path: `/v1/logos/${id}/${'a1'.repeat(32)}`,
  support_contact: 'help@bank.example', privacy_notice_url: 'https://bank.example/privacy', return_url: 'https://bank.example/welcome',
};
const asked = {
  locale: 'en', text_sha256: 'ab'.repeat(32), duplicate_search: false,
  lines: [
    { key: 'purpose', text: 'Example Bank asks for this, to make sure that you are who you say you are.' },
    { key: 'reading', text: 'A computer reads your document and checks it. A person may look at your photos to decide.' },
    { key: 'recipient', text: 'Your photos are sent to IDScan.net, who reads them for Example Bank. IDScan.net’s own rules say how long it keeps its copies.' },
    { key: 'kept', text: 'Your photos are kept encrypted for 30 days, what was read from them for 90 days. Then both are erased.' },
    { key: 'human', text: 'If you think that the result is wrong, you can ask for a person to look at it.' },
    { key: 'withdraw', text: 'You can take back your agreement at any time.' },
    { key: 'biometric', text: 'I agree that a computer measures and compares my face, so that Example Bank can check my identity.' },
  ],
};

async function consentStates() {
  const waiting = session('created', { capture: null, consent_asked: asked, organisation });
  const logo = { [organisation.logo_path]: { contentType: 'image/png', body: LOGO } };
  for (const [name, viewport, options] of [
    ['', PHONE, {}], ['-desk', DESK, {}], ['-dark', PHONE, { colorScheme: 'dark' }], ['-desk-dark', DESK, { colorScheme: 'dark' }],
  ]) {
    const page = await open(link, { [`sessions/${id}`]: { json: waiting }, ...logo }, viewport, options);
    await page.getByText('More about your data').click();
    await screen(stage, page, `state-consent${name}`, 'Prove your identity');
    await page.context().close();
  }
  const routes = { [`sessions/${id}`]: { json: waiting }, ...logo, '/consent': 'lost', '/decline': 'lost' };
  const page = await open(link, routes);
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Agree and continue' }).click();
  await says(page, 'Your answer did not arrive.');
  routes['/consent'] = problem(409, 'consent_text_changed');
  await page.getByRole('button', { name: 'Agree and continue' }).click();
  await says(page, 'has changed meanwhile');
  if (await page.getByRole('checkbox').isChecked()) stage.faults.push('the tick outlived the words');
  await screen(stage, page, 'state-consent-changed', 'Prove your identity');
  await page.getByRole('button', { name: 'I do not agree' }).click();
  await screen(stage, page, 'state-consent-declining', 'You do not have to agree');
  await page.getByRole('button', { name: 'End this check' }).click();
  await says(page, 'Your answer did not arrive.');
  routes['/decline'] = { json: session('cancelled', { version: 4, cancel_code: 'consent_declined', organisation }) };
  await page.getByRole('button', { name: 'End this check' }).click();
  await screen(stage, page, 'state-consent-declined', 'You have ended this check');
  await page.context().close();
  for (const [name, options] of [['', {}], ['-dark', { colorScheme: 'dark' }]]) {
    const done = await open(link, { [`sessions/${id}`]: { json: session('approved', { organisation }) }, ...logo }, PHONE, options);
    await done.getByRole('link', { name: 'Go on to Example Bank' }).waitFor();
    await screen(stage, done, `state-brand-approved${name}`, 'Your identity is confirmed');
    await done.context().close();
  }
}

async function nameStates() {
  const retake = { step: 'name', code: 'name_spelling', message: '' };
  const routes = { [`sessions/${id}`]: { json: session('retake', { retake }) }, '/names': problem(503, 'temporarily_unavailable') };
  const heading = 'How is your name printed in your passport?';
  const desk = await open(link, routes, DESK);
  await screen(stage, desk, 'state-verify-name-desk', heading);
  await desk.context().close();
  const page = await open(link, routes);
  await screen(stage, page, 'state-verify-name', heading);
  for (const label of ['Surname', 'Forenames']) {
    if ((await page.getByLabel(label).inputValue()) !== '') stage.faults.push(`${label} was filled in`);
  }
  await page.getByRole('button', { name: 'Check again' }).click();
  await says(page, 'Enter your surname as it is printed in your passport');
  await screen(stage, page, 'state-verify-name-errors', heading);
  await page.keyboard.type("O'Connor-Smith");
  await page.keyboard.press('Tab');
  await page.keyboard.type('Mary Jane');
  await page.keyboard.press('Enter');
  await says(page, 'The service is busy.');
  await screen(stage, page, 'state-verify-name-busy', heading);
  routes['/names'] = { status: 202, json: session('submitted', { version: 4 }) };
  await page.keyboard.press('Enter');
  await screen(stage, page, 'state-verify-name-sent', 'We are checking your photos');
  await page.context().close();
}

async function sendingStates() {
  let upload = 'lost';
  let sent = '';
  const page = await open(link, {
    [`sessions/${id}`]: { json: session('created') },
    '/api/v3/Request': () => upload,
    '/submission': problem(500, 'internal'),
  });
  // A function cannot abort, so a lost connection is routed here.
  await page.route('**/api/v3/Request', (route) => {
    sent = route.request().postDataJSON().frontImageBase64;
    return upload === 'lost' ? route.abort() : route.fulfill(upload);
  });
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('radio').check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Use the camera' }).click();
  await says(page, 'No camera was found');
  await screen(stage, page, 'state-verify-no-camera', 'Photo page of your passport');
  await page.locator('input[type=file]').setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('words') });
  await says(page, 'The selected file must be a photo in JPEG, PNG, WebP, HEIC or AVIF format, or a scan as a PDF');
  await screen(stage, page, 'state-verify-file-error', 'Photo page of your passport');
  for (const heading of ['Photo page of your passport', 'Your face']) {
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    await page.locator('input[type=file]').setInputFiles({ name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: heldSideways(photo) });
    await page.getByRole('button', { name: 'Use this photo' }).click();
  }
  await page.context().setOffline(true);
  await says(page, 'You are offline.');
  await screen(stage, page, 'state-verify-offline', 'Check and send your photos');
  await page.getByRole('button', { name: 'Send photos' }).click();
  await screen(stage, page, 'state-verify-interrupted', 'Your photos were not sent');
  upload = { status: 429, headers: { 'retry-after': '20' }, json: { code: 'TooMany' } };
  await page.context().setOffline(false);
  await screen(stage, page, 'state-verify-busy', 'The service is busy');
  upload = { status: 401, body: '' };
  await page.getByRole('button', { name: 'Try again' }).click();
  await screen(stage, page, 'state-verify-not-allowed', 'The service did not accept this page');
  upload = { json: { requestId: id } };
  await page.getByRole('button', { name: 'Try again' }).click();
  await screen(stage, page, 'state-verify-server', 'Something went wrong at our end');
  checkUpright(sent);
  await page.getByRole('button', { name: 'Back to your photos' }).click();
  await screen(stage, page, 'state-verify-kept', 'Check and send your photos');
  await page.context().close();
}

/** What was sent has to be upright, no larger than 2560 pixels, and without Exif data. */
function checkUpright(sent) {
  const was = describe(photo);
  const is = describe(Buffer.from(sent, 'base64'));
  if (is.hasExif) stage.faults.push('the photograph was sent with its Exif data');
  if (Math.max(is.width, is.height) > 2560) stage.faults.push('the photograph was sent too large');
  if (is.width > is.height === was.width > was.height) stage.faults.push('the photograph was not turned upright');
}

async function consoleStates() {
  const me = { name: 'Ada Reviewer', email: 'ada@example.org', role: 'reviewer', tenant_name: 'Example Bank' };
  const whole = {
    id, reference: 'order-17', state: 'needs_review', document_type: 'passport', created_at: '2026-11-22T09:00:00Z', updated_at: '2026-11-22T09:00:00Z',
    attempts: 1, failed_checks: ['authority.passport_record'], images: [{ id, step: 'front', media_type: 'image/jpeg', byte_length: 3 }], fields: [], scores: null,
    checks: [{ code: 'authority.passport_record', outcome: 'failed', reason: 'HM Passport Office does not know a valid passport of these details.' }],
    assurance: { strength: 4, validity: 0, contra_indicators: ['D02'] },
    decision: 'needs_review', retake: null, consent: { obtained_by: 'page', given_at: '2026-11-22T09:00:00Z' }, history: [],
  };
  const routes = { '/console/me': { json: me }, '/console/cases': { json: { cases: [], next_cursor: null } }, '/console/notices': { json: { expiring_certificates: [{ role: 'our signing certificate', expires_at: '2026-12-10T12:00:00Z', days_left: 13 }] } }, [`/images/${id}`]: { status: 500 } };
  const list = await open(`${home}/review/`, routes, DESK);
  await says(list, 'Nothing here');
  await screen(stage, list, 'state-review-empty', 'Cases');
  routes['/console/cases'] = 'lost';
  await list.getByRole('button', { name: 'Refresh' }).click();
  await says(list, 'The service cannot be reached');
  await screen(stage, list, 'state-review-unreachable', 'Cases');
  await list.context().close();

  routes[`/console/cases/${id}`] = problem(404, 'not_found');
  const page = await open(`${home}/review/#/cases/${id}`, routes, DESK);
  await screen(stage, page, 'state-review-no-case', 'There is no such case');
  routes[`/console/cases/${id}`] = { json: whole };
  await page.reload();
  await says(page, 'The photo could not be loaded.');
  await says(page, 'Record of HM Passport Office');
  await says(page, 'D02, no such valid document on record');
  await page.getByRole('button', { name: 'Ask for another photo' }).click();
  await page.getByRole('radio', { name: 'Front' }).check();
  await page.getByLabel('Reason').fill('The lines are blurred.');
  await screen(stage, page, 'state-review-retake', 'Ask for another photo', 2);
  routes['/decision'] = problem(401, 'not_signed_in');
  const confirm = page.getByRole('dialog').getByRole('button', { name: 'Ask for another photo' });
  await confirm.click();
  await screen(stage, page, 'state-review-signed-out', 'Sign in again', 2);
  routes['/sign-in'] = problem(401, 'sign_in_refused');
  const form = page.getByRole('dialog', { name: 'Sign in again' });
  await form.getByLabel('Password', { exact: true }).fill('wrong');
  await form.getByRole('button', { name: 'Sign in', exact: true }).click();
  await says(page, 'The email address or the password is wrong');
  routes['/sign-in'] = { json: me };
  await form.getByRole('button', { name: 'Sign in', exact: true }).click();
  await form.waitFor({ state: 'detached' });
  if ((await page.getByLabel('Reason').inputValue()) !== 'The lines are blurred.') stage.faults.push('the typed reason was lost');
  routes['/decision'] = problem(409, 'case_already_decided');
  const grace = { sequence: 9, at: whole.created_at, actor_kind: 'reviewer', actor_name: 'Grace', action: 'case_decided', detail: {}, reason: 'No.' };
  routes[`/console/cases/${id}`] = { json: { ...whole, state: 'rejected', history: [grace] } };
  await confirm.click();
  await says(page, 'This case was already decided by Grace: rejected.');
  await screen(stage, page, 'state-review-conflict', 'Ask for another photo', 2);
  await page.getByRole('button', { name: 'Close' }).click();
  await page.setViewportSize(PHONE);
  await screen(stage, page, 'state-review-phone', 'Case order-17');
}

/** What the sources of a document say: the chosen row's place is outlined on the photograph. */
async function sourceStates() {
  const me = { name: 'Ada Reviewer', email: 'ada@example.org', role: 'reviewer', tenant_name: 'Example Bank' };
  const { width, height } = describe(photo);
  const box = (top) => [[0.4, top], [0.7, top], [0.7, top + 0.05], [0.4, top + 0.05]].map(([x, y]) => [x * width, y * height]);
  const seen = (source, image, value, top) => ({ source, image, value, confidence: 97, corners: box(top) });
  const field = (key, agreement, value, sightings) => ({ key, value, source: 'machine_readable', confidence: 98, agreement, sightings });
  const whole = {
    id, reference: 'order-18', state: 'needs_review', document_type: 'driver_license_or_id', created_at: '2026-11-22T09:00:00Z', updated_at: '2026-11-22T09:00:00Z',
    attempts: 1, failed_checks: ['fields_consistent', 'document.forgery_signals'], images: [{ id, step: 'front', media_type: 'image/jpeg', byte_length: 3 }],
    fields: [
      field('family_name', 'agrees', 'MUELLER', [seen('printed', 'front', 'M\u00dcLLER', 0.2), seen('barcode', 'back', 'MUELLER', 0.5)]),
      field('dob', 'differs', '1990-04-01', [seen('printed', 'front', '1990-04-07', 0.4), seen('barcode', 'back', '1990-04-01', 0.6)]),
      field('height', 'single_source', '1.80 m', [{ ...seen('barcode', null, '1.80 m', 0), corners: null }]),
      field('issued', 'unreadable', '2021-04-01', [seen('mrz', 'front', '2021-04-01', 0.8)]),
    ],
    forgery_signals: [
      { image: 'front', signal: 'splice', score: 2.5, threshold: 1, is_raised: true, corners: box(0.4) },
      { image: 'front', signal: 'photocopy', score: 0.1, threshold: 1, is_raised: false, corners: null },
    ],
    scores: null, checks: [{ code: 'fields_consistent', outcome: 'failed', reason: 'The sources differ: dob: printed differs from barcode.' }],
    decision: 'needs_review', retake: null, history: [],
  };
  const routes = { '/console/me': { json: me }, [`/console/cases/${id}`]: { json: whole }, [`/images/${id}`]: { contentType: 'image/jpeg', body: photo } };
  for (const [name, viewport] of [['desk', DESK], ['phone', PHONE]]) {
    const page = await open(`${home}/review/#/cases/${id}`, routes, viewport);
    await says(page, 'The sources differ');
    const first = page.getByRole('row').nth(1).getByRole('button');
    await first.focus();
    await page.keyboard.press('Enter');
    await says(page, 'Outlined: Date of birth');
    await page.locator('.picture-mark').waitFor();
    await screen(stage, page, `state-review-sources-${name}`, 'Case order-18');
    await page.keyboard.press('Enter');
    await page.locator('.picture-mark').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Outline it on the photo' }).last().click();
    await says(page, 'Outlined: A part of another picture');
    await page.context().close();
  }
}

await verifyStates();
await consentStates();
await nameStates();
await sendingStates();
await consoleStates();
await sourceStates();
clean();
await stage.close();
console.log('the states are clean');
