import { describe, expect, it } from 'vitest';
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
});
