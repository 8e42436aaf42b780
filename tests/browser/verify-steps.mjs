// What a person does on the verify page.
import { says, screen } from './stage.mjs';

/** The files to upload. */
export function photosFromEnvironment(needed) {
  return { front: needed('CREDENCE_PHOTO_FRONT'), back: needed('CREDENCE_PHOTO_BACK'), face: needed('CREDENCE_PHOTO_FACE') };
}

/** Ticks the box, which nobody ticked beforehand, and goes on. */
export async function agree(page) {
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Agree and continue' }).click();
}

/** The words in view and behind the disclosure are those whose hash is handed in. */
async function checkWords(stage, page) {
  if (await page.getByRole('checkbox').isChecked()) stage.faults.push('the box was ticked beforehand');
  const same = await page.evaluate(async () => {
    const section = document.querySelector('[data-consent]');
    const lines = [...section.querySelectorAll('li > span, details > p')].map((line) => line.textContent);
    // The page's own sentence about itself is the last of the details.
    lines.pop();
    lines.push(document.querySelector('.check-box-label').textContent);
    const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(lines.join('\n')));
    const hex = [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    return hex === section.dataset.consent;
  });
  if (!same) stage.faults.push('the words that are shown are not those that are agreed to');
}

/** Agrees and chooses the licence. */
export async function startWithLicence(stage, page, shots) {
  await screen(stage, page, `${shots}-01-intro`, 'Prove your identity');
  if (page.url().includes('st_')) stage.faults.push('the link stayed in the address');
  await checkWords(stage, page);
  await page.getByRole('button', { name: 'Agree and continue' }).click();
  await says(page, 'Tick the box if you agree');
  await screen(stage, page, `${shots}-01-intro-error`, 'Prove your identity');
  await agree(page);
  await screen(stage, page, `${shots}-02-document`, 'Which document will you use?');
  await page.getByRole('button', { name: 'Continue' }).click();
  await says(page, 'Select the document you will use');
  await page.getByRole('radio', { name: /Driving licence/ }).check();
  await page.getByRole('button', { name: 'Continue' }).click();
}

/** Uploads one photograph and accepts it. */
export async function uploadPhoto(stage, page, shots, { heading, file }) {
  await screen(stage, page, `${shots}-capture`, heading);
  await page.locator('input[type=file]').setInputFiles(file);
  await screen(stage, page, `${shots}-inspect`, 'Check your photo');
  await page.getByRole('button', { name: 'Use this photo' }).click();
}

/** Front, back and face of a licence. */
export async function uploadLicence(stage, page, shots, photos) {
  await uploadPhoto(stage, page, `${shots}-03-front`, { heading: 'Front of your licence', file: photos.front });
  await uploadPhoto(stage, page, `${shots}-04-back`, { heading: 'Back of your licence', file: photos.back });
  await uploadPhoto(stage, page, `${shots}-05-face`, { heading: 'Your face', file: photos.face });
}

/** Looks over everything and sends it. */
export async function send(stage, page, shots) {
  await screen(stage, page, `${shots}-06-review`, 'Check and send your photos');
  await page.getByRole('button', { name: 'Send photos' }).click();
}
