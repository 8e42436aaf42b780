// The person's own page, with scripts switched off: the code from the outcome screen, everything that is
// known, a copy, a human, and the end. Needs a running stack; see README.md.
import { approve, becomeReviewer } from './console-steps.mjs';
import { needed, openStage, says, screen } from './stage.mjs';
import { photosFromEnvironment, send, startWithLicence, uploadLicence } from './verify-steps.mjs';

const PHONE = { width: 360, height: 740 };
const NARROW = { width: 320, height: 640 };
const DESK = { width: 1280, height: 800 };

const verifyUrl = needed('CREDENCE_VERIFY_URL');
const mineUrl = `${new URL(verifyUrl).origin}/mine/`;
const stage = await openStage({ home: verifyUrl });

const person = await stage.open(verifyUrl, PHONE);
await startWithLicence(stage, person, 'mine-verify');
await uploadLicence(stage, person, 'mine-verify', photosFromEnvironment(needed));
await send(stage, person, 'mine-verify');
await screen(stage, person, 'mine-01-in-review', 'A person will look at your check');
await person.getByRole('button', { name: 'Show my code' }).click();
const code = await person.locator('.way-back-code').innerText();
if (!/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/.test(code)) stage.faults.push('the code has another form');
await screen(stage, person, 'mine-02-code', 'A person will look at your check');

const off = { javaScriptEnabled: false };
const mine = await stage.open(mineUrl, PHONE, off);
await plain(mine, 'mine-03-enter', 'See what is known about you');
await enter(mine, '0000-0000-0000-0000');
await says(mine, 'This code does not open anything.');
await plain(mine, 'mine-04-refused', 'See what is known about you');
await enter(mine, code.toLowerCase().replaceAll('-', ' '));
await says(mine, needed('CREDENCE_EXPECTED_FIELD'));
const sizes = await mine.getByRole('img').evaluateAll((images) => images.map((image) => image.naturalWidth));
if (sizes.length !== 3 || sizes.includes(0)) stage.faults.push(`the photographs were not shown: ${sizes}`);
await says(mine, 'Help from Example Bank');
await mine.getByText('The words, as you saw them').click();
await says(mine, 'Example Bank asks for this, to make sure that you are who you say you are.');
await plain(mine, 'mine-05-record', 'A person will look at your check');
if (mine.url() !== mineUrl) stage.faults.push('the code or something else stands in the address');
const [download] = await Promise.all([mine.waitForEvent('download'), mine.getByRole('link', { name: 'Download everything' }).click()]);
if (download.suggestedFilename() !== 'identity-check.zip') stage.faults.push('the copy has another name');

await mine.getByRole('link', { name: 'Ask for a human' }).click();
await plain(mine, 'mine-06-human', 'Ask for a human');
await mine.getByLabel('What should the reviewer know?').fill('My family name is spelt with two Ns.');
await mine.getByRole('button', { name: 'Ask for a human' }).click();
await says(mine, 'You asked for a human on');
await plain(mine, 'mine-07-human-asked', 'A person will look at your check');

const desk = await stage.open(needed('CREDENCE_REVIEW_LINK'), DESK);
await becomeReviewer(stage, desk);
await says(desk, 'The person asked');
await desk.locator('.case-table a').first().click();
await says(desk, 'My family name is spelt with two Ns.');
await screen(stage, desk, 'mine-08-reviewer', /Case/);
await approve(stage, desk, 'The name is spelt with two Ns indeed.');

await mine.reload();
await plain(mine, 'mine-09-approved', 'Your identity is confirmed');
for (const [name, viewport, options] of [['desk', DESK, {}], ['narrow', NARROW, {}], ['dark', PHONE, { colorScheme: 'dark' }]]) {
  const page = await stage.open(mineUrl, viewport, { ...off, ...options, storageState: await mine.context().storageState() });
  await plain(page, `mine-10-${name}`, 'Your identity is confirmed', viewport, options);
  await page.context().close();
}

await mine.getByRole('link', { name: 'Erase everything' }).click();
await plain(mine, 'mine-11-erase', 'Erase your identity check?');
await mine.getByRole('button', { name: 'Erase everything now' }).click();
await plain(mine, 'mine-12-erased', 'Your identity check is erased');
for (let at = 0; at < 60 && (await mine.getByRole('link', { name: 'Download the receipt' }).count()) === 0; at += 1) {
  await mine.waitForTimeout(500);
  await follow(mine, mine.getByRole('link', { name: 'Look whether it is ready' }));
}
await plain(mine, 'mine-12-receipt', 'Your identity check is erased');
const [receipt] = await Promise.all([mine.waitForEvent('download'), mine.getByRole('link', { name: 'Download the receipt' }).click()]);
if (receipt.suggestedFilename() !== 'erasure-receipt.json') stage.faults.push('the receipt has another name');
await mine.goto(mineUrl);
await enter(mine, code);
await says(mine, 'This code does not open anything.');
for (let at = 0; at < 12; at += 1) await enter(mine, 'wrong');
await plain(mine, 'mine-13-wait', 'Please wait a little');

// The browser itself reports the refusals, which are the point here.
const expected = /status of 4(?:22|29)/;
for (let at = stage.faults.length - 1; at >= 0; at -= 1) if (expected.test(stage.faults[at])) stage.faults.splice(at, 1);
await stage.close();
console.log('the journey is clean');

async function enter(page, typed) {
  const field = page.getByLabel('Your code');
  if ((await field.count()) === 0) return;
  await field.fill(typed);
  await follow(page, page.getByRole('button', { name: 'Open my check' }));
}

/** Clicks what leads to another page, and waits until that has come with all its pictures. */
async function follow(page, control) {
  await Promise.all([page.waitForEvent('load'), control.click()]);
}

/** As `screen`, of a page whose scripts are switched off: axe needs some, so what the person has before
 * them is shown once more, byte for byte, in a browser that has them. */
async function plain(page, name, heading, viewport = PHONE, options = {}) {
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  const [url, body] = [page.url(), await page.content()];
  const copy = await stage.open('about:blank', viewport, { ...options, storageState: await page.context().storageState() });
  await copy.route(url, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body }));
  await copy.goto(url);
  await screen(stage, copy, name, heading);
  await copy.context().close();
}
