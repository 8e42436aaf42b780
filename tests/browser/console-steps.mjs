// What a reviewer does in the console.
import { says, screen } from './stage.mjs';

/** The account that the journey creates. */
export const REVIEWER = { name: 'Ada Reviewer', email: 'ada@example.org', password: 'correct horse battery' };

/** Takes over the installation by its one-time link, signs out, and signs in again. */
export async function becomeReviewer(stage, page) {
  await screen(stage, page, 'review-01-first-administrator', 'Create the first administrator');
  if (page.url().includes('invitation=')) stage.faults.push('the invitation stayed in the address');
  await page.getByRole('button', { name: 'Create account' }).click();
  await says(page, 'The password must be at least 12 characters long');
  await screen(stage, page, 'review-02-first-administrator-errors', 'Create the first administrator');
  await page.getByLabel('Your name').fill(REVIEWER.name);
  await page.getByLabel('Email address').fill(REVIEWER.email);
  await page.getByLabel('Password', { exact: true }).fill(REVIEWER.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('heading', { name: 'Cases' }).waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await signIn(stage, page);
}

/** Signs in. */
export async function signIn(stage, page) {
  await screen(stage, page, 'review-03-sign-in', 'Sign in');
  await page.getByLabel('Email address').fill(REVIEWER.email);
  await page.getByLabel('Password', { exact: true }).fill(REVIEWER.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('heading', { name: 'Cases' }).waitFor();
}

/** Opens the case with this id and looks at it. */
export async function openCase(stage, page, id) {
  await page.locator(`a[href="#/cases/${id}"]`).waitFor();
  await screen(stage, page, 'review-04-cases', 'Cases');
  await page.locator(`a[href="#/cases/${id}"]`).click();
  for (const name of ['Document front', 'Document back', 'Selfie']) {
    await page.getByRole('img', { name }).waitFor();
  }
  await screen(stage, page, 'review-05-case', /Case/);
}

/** Approves with a reason and finds it in the history. */
export async function approve(stage, page, reason) {
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  await says(page, 'Enter a reason of at least 3 characters');
  await screen(stage, page, 'review-06-approve', 'Approve this case', 2);
  await page.getByLabel('Reason').fill(reason);
  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  await says(page, 'You approved this case.');
  await screen(stage, page, 'review-07-approved', /Case/);
  const history = page.locator('.history-list');
  await history.getByText(REVIEWER.name).first().waitFor();
}
