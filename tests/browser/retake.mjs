// A person photographs something that is no licence's back, is told so, and sends only that again.
import { needed, openStage, says, screen } from './stage.mjs';
import { photosFromEnvironment, send, startWithLicence, uploadLicence, uploadPhoto } from './verify-steps.mjs';

const verifyUrl = needed('CREDENCE_VERIFY_URL');
const photos = photosFromEnvironment(needed);
const stage = await openStage({ home: verifyUrl });

const person = await stage.open(verifyUrl, { width: 360, height: 740 });
await startWithLicence(stage, person, 'retake');
await uploadLicence(stage, person, 'retake', { ...photos, back: needed('CREDENCE_PHOTO_NOT_A_LICENCE') });
await send(stage, person, 'retake');
await screen(stage, person, 'retake-07-asked', 'We need a new photo of the back');
await says(person, /it is not the barcode of a driving licence|No barcode could be read/);
await says(person, 'Your other photos were fine.');
await person.getByRole('button', { name: 'Take a new photo' }).click();
await uploadPhoto(stage, person, 'retake-08-back', { heading: 'Back of your licence', file: photos.back });
// The front and the face were kept: the next screen is the summary.
await send(stage, person, 'retake-again');
await screen(stage, person, 'retake-09-in-review', 'A person will look at your check');
await stage.close();
console.log('the retake is clean');
