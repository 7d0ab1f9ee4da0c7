import { describe, expect, it } from 'vitest';
import { demoSeed } from '../../../../src/embedded/demoSeed.ts';
import { demoAccount } from './support/accounts.ts';
import { openBrowser } from './support/openBrowser.ts';
import { openPage, signIn, startApplication } from './support/startApplication.ts';

const browser = openBrowser();

describe('the list of images', () => {
  it('tells of each image who has access', async () => {
    const { url } = await startApplication();
    const page = await openPage(browser(), url);
    await signIn(page, demoAccount('alpha'));
    const images = page.getByRole('region', { name: 'My images' });
    await images.getByRole('button', { name: 'Share fedora-cloud-43' }).waitFor();
    const read = async (name: string): Promise<string> => {
      const row = images.getByRole('listitem').filter({ hasText: name });
      return row.locator('.badge').innerText();
    };
    expect(await read('ubuntu-24.04-server')).toMatch(/1 project$/);
    expect(await read('debian-12-generic')).toMatch(/2 projects$/);
    expect(await read('fedora-cloud-43')).toMatch(/nobody yet$/);
    expect(await read('ci-runner-snapshot')).toMatch(/only you$/);
  });

  it('finds images by a part of the name', async () => {
    const { url } = await startApplication();
    const page = await openPage(browser(), url);
    await signIn(page, demoAccount('alpha'));
    const images = page.getByRole('region', { name: 'My images' });
    const rows = images.getByRole('listitem');
    await images.getByRole('button', { name: 'Share fedora-cloud-43' }).waitFor();
    await images.getByLabel('Search my images').fill('DEBIAN');
    await expect.poll(() => rows.count()).toBe(1);
    await images.getByRole('button', { name: 'Share debian-12-generic' }).waitFor();
    await images.getByLabel('Search my images').fill('no such image');
    await images.getByText('No image has this in its name.').waitFor();
  });

  it('says that a search stopped early, and goes on from there', async () => {
    const [image] = demoSeed.images;
    const images = Array.from({ length: 620 }, (_, index) => ({
      ...image,
      id: image.id.replace(/...$/, String(index).padStart(3, '0')),
      name: `image-${index}`,
      createdAt: new Date(Date.UTC(2026, 5, 1) - index * 60_000).toISOString(),
    }));
    const { url } = await startApplication({ seed: { ...demoSeed, images } });
    const page = await openPage(browser(), url);
    await signIn(page, demoAccount('alpha'));
    const list = page.getByRole('region', { name: 'My images' });
    await list.getByRole('button', { name: 'Share image-0' }).waitFor();
    await list.getByLabel('Search my images').fill('image-61');
    await list.getByText('The search stopped early, because there are many images. More may match.').waitFor();
    await list.getByRole('button', { name: 'Go on searching' }).click();
    await list.getByRole('button', { name: 'Share image-619' }).waitFor();
    expect(await list.getByRole('listitem').count()).toBe(11);
    expect(await list.getByText('The search stopped early').count()).toBe(0);
  });
});
