import axe from 'axe-core';
import { expect, test } from 'vitest';

test('axe does find a violation here, so that a clean example means something', async () => {
  const main = document.createElement('main');
  const image = document.createElement('img');
  image.src = 'blob:nothing';
  const field = document.createElement('input');
  main.append(image, field);
  document.body.replaceChildren(main);
  const { violations } = await axe.run(main, { rules: { 'color-contrast': { enabled: false } } });
  expect(violations.map(({ id }) => id)).toEqual(expect.arrayContaining(['image-alt', 'label']));
});
