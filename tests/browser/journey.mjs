// The main job, end to end: a person on a phone sends photographs of a licence, a reviewer approves,
// and the person sees it. Needs a running stack; see README.md.
import { approve, becomeReviewer, openCase } from './console-steps.mjs';
import { needed, openStage, says, screen } from './stage.mjs';
import { photosFromEnvironment, send, startWithLicence, uploadLicence } from './verify-steps.mjs';

const PHONE = { width: 360, height: 740 };
const DESK = { width: 1280, height: 800 };

const verifyUrl = needed('CREDENCE_VERIFY_URL');
const photos = photosFromEnvironment(needed);
const stage = await openStage({ home: verifyUrl });

const person = await stage.open(verifyUrl, PHONE);
await startWithLicence(stage, person, 'verify');
await uploadLicence(stage, person, 'verify', photos);
await send(stage, person, 'verify');
await screen(stage, person, 'verify-07-in-review', 'A person will look at your check');

const desk = await stage.open(needed('CREDENCE_REVIEW_LINK'), DESK);
await becomeReviewer(stage, desk);
const sessionId = new URL(verifyUrl).hash.slice(1).split('.')[0];
await openCase(stage, desk, sessionId);
await says(desk, process.env.CREDENCE_EXPECTED_FIELD ?? 'Family name');
await says(desk, 'Not assessed');
await approve(stage, desk, 'The photographs are clear and the details agree.');

// No reload: the open page learns it by itself.
await screen(stage, person, 'verify-08-approved', 'Your identity is confirmed');
await person.reload();
await screen(stage, person, 'verify-09-approved-again', 'Your identity is confirmed');
await stage.close();
console.log('the journey is clean');
