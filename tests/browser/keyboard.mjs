// The verify page with the keyboard alone, and with the camera instead of files.
import { needed, openStage, screen } from './stage.mjs';

const verifyUrl = needed('CREDENCE_VERIFY_URL');
const stage = await openStage({ home: verifyUrl, camera: true, permissions: ['camera'] });
const page = await stage.open(verifyUrl, { width: 1280, height: 800 });

/** Tabs to a control by its name, as a person would, and presses a key on it. */
async function press(name, key = 'Enter') {
  for (let tabs = 0; tabs < 40; tabs += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === document.body) return '';
      return (element?.closest('label') ?? element)?.textContent?.trim() ?? '';
    });
    if (focused.includes(name)) return page.keyboard.press(key);
  }
  throw new Error(`the keyboard does not reach ${name}`);
}

/** Every new screen has to move the focus to its heading. */
async function arrive(name, heading) {
  await screen(stage, page, `keyboard-${name}`, heading);
  const focused = await page.evaluate(() => document.activeElement?.tagName);
  if (focused !== 'H1') stage.faults.push(`${name} leaves the focus on ${focused}`);
}

await screen(stage, page, 'keyboard-01-intro', 'Prove your identity');
await press('I agree that a computer', 'Space');
await press('Agree and continue');
await arrive('02-document', 'Which document will you use?');
await press('Driving licence', 'ArrowDown');
await press('Continue');
await arrive('03-front', 'Photo page of your passport');
await press('Use the camera');
await page.locator('button:has-text("Take photo"):enabled').waitFor();
await screen(stage, page, 'keyboard-04-camera', 'Photo page of your passport');
await press('Take photo');
await arrive('05-inspect', 'Check your photo');
await press('Use this photo');
await page.locator('button:has-text("Take photo"):enabled').waitFor();
await arrive('06-face', 'Your face');
await press('Take photo');
await arrive('07-inspect', 'Check your photo');
await press('Use this photo');
await arrive('08-review', 'Check and send your photos');
await page.goBack();
await arrive('09-back', 'Check your photo');
await press('Use this photo');
await arrive('10-review', 'Check and send your photos');
await press('Send photos');
await arrive('11-turn', 'Turn your head');
await press('Start the camera');
await page.getByText('Look straight ahead').waitFor();
await arrive('12-turning', 'Turn your head');
// The camera shows nobody; what was recorded goes along all the same.
await page.getByRole('heading', { level: 1, name: /We are checking|A person will look|We need a new photo/ }).waitFor();
await stage.close();
console.log('the keyboard is clean');
