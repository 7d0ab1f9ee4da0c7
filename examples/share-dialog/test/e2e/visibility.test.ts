import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { demoSeed } from '../../../../src/embedded/demoSeed.ts';
import { demoAccount } from './support/accounts.ts';
import { openBrowser } from './support/openBrowser.ts';
import { openPage, openShareDialog, shareWith, signIn, startApplication } from './support/startApplication.ts';

const browser = openBrowser();
const DEBIAN = 'debian-12-generic';
const SNAPSHOT = 'ci-runner-snapshot';
const { beta } = demoSeed.projects;

async function start(imageName: string, seed = demoSeed): Promise<{ page: Page; visibility: Locator; tag: Locator }> {
  const { url } = await startApplication({ seed });
  const page = await openPage(browser(), url);
  await signIn(page, demoAccount('alpha'));
  const tag = page.getByRole('listitem').filter({ hasText: imageName }).locator('.badge');
  await openShareDialog(page, imageName);
  return { page, visibility: page.getByRole('region', { name: 'Visibility' }), tag };
}

describe('the visibility of an image', () => {
  it('changes only after its consequence was said, and gives the access back with the names of the projects', async () => {
    const { page, visibility, tag } = await start(DEBIAN);
    await page.getByRole('heading', { name: '2 projects with access' }).waitFor();
    const select = visibility.getByLabel('Who can use this image');
    await select.selectOption('PRIVATE');
    await visibility.getByText('2 projects lose access now; their memberships stay.').waitFor();
    await visibility.getByRole('button', { name: 'Keep it shared' }).click();
    expect(await select.inputValue()).toBe('SHARED');

    await select.selectOption('PRIVATE');
    await visibility.getByRole('button', { name: 'Make it private' }).click();
    await visibility.getByText('The image is private now. Lost access: beta, gamma.').waitFor();
    await page.getByRole('heading', { name: '0 projects with access' }).waitFor();
    expect(await tag.innerText()).toMatch(/only you$/);

    await select.selectOption('SHARED');
    await visibility.getByText('Projects that had access before get it back.').waitFor();
    await visibility.getByRole('button', { name: 'Make it shared' }).click();
    await visibility.getByText('The image can be shared now. Got access back: beta, gamma.').waitFor();
    await page.getByRole('heading', { name: '2 projects with access' }).waitFor();
    expect(await tag.innerText()).toMatch(/2 projects$/);
  });
});

describe('a private image', () => {
  it('is made shareable and shared in one step, after that was said', async () => {
    const { page, tag } = await start(SNAPSHOT);
    await page.getByText('Sharing makes it “shared” first, and projects that had access before').waitFor();
    await shareWith(page, beta);
    await page.getByText('Shared with 1 project. The image is shareable now', { exact: true }).waitFor();
    await page.getByRole('heading', { name: '1 project with access' }).waitFor();
    expect(await tag.innerText()).toMatch(/1 project$/);
  });

  it('names the projects that got their access back', async () => {
    const images = demoSeed.images.map((image) =>
      image.name === SNAPSHOT ? { ...image, members: [{ project: 'gamma' }] } : image,
    );
    const { url } = await startApplication({ seed: { ...demoSeed, images } });
    const page = await openPage(browser(), url);
    await signIn(page, demoAccount('alpha'));
    await openShareDialog(page, SNAPSHOT);
    await shareWith(page, beta);
    await page.getByText('Shared with 1 project. The image is shareable now. Got access back: gamma').waitFor();
    await page.getByRole('heading', { name: '2 projects with access' }).waitFor();
  });
});
