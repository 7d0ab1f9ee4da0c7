import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { demoAccount } from './support/accounts.ts';
import { openBrowser } from './support/openBrowser.ts';
import { openPage, projectId, startApplication } from './support/startApplication.ts';

const browser = openBrowser();
const ONE = projectId(1);

/** Goes on with the Tab key until the focus is there. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  const focused = target.and(page.locator(':focus'));
  for (let step = 0; step < 60 && (await focused.count()) === 0; step += 1) await page.keyboard.press('Tab');
  expect(await focused.count()).toBe(1);
}

async function waitForFocus(page: Page, target: Locator): Promise<void> {
  await target.and(page.locator(':focus')).waitFor();
}

describe('with the keyboard alone', () => {
  it('a user signs in, shares, removes, closes and decides', async () => {
    const { url } = await startApplication();
    const page = await openPage(browser(), url);
    const { keyboard } = page;
    await tabTo(page, page.getByLabel('Token'));
    await keyboard.type(demoAccount('alpha').token);
    await keyboard.press('Enter');

    const opener = page.getByRole('button', { name: 'Share fedora-cloud-43' });
    await opener.waitFor();
    await tabTo(page, opener);
    await keyboard.press('Enter');
    await waitForFocus(page, page.getByLabel('Projects to share with'));
    await keyboard.type(`${ONE}, ${projectId(2)}`);
    await keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: '2 projects with access' }).waitFor();

    const remove = page.getByRole('button', { name: `Remove ${ONE}`, exact: true });
    await tabTo(page, remove);
    await keyboard.press('Enter');
    await waitForFocus(page, page.getByRole('button', { name: 'Remove access' }));
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await waitForFocus(page, remove);
    await keyboard.press('Enter');
    await keyboard.press('Enter');
    await waitForFocus(page, page.getByRole('heading', { name: '1 project with access' }));

    await keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await waitForFocus(page, opener);

    const accept = page.getByRole('button', { name: 'Accept rocky-10-hardened' });
    await tabTo(page, accept);
    await keyboard.press('Space');
    await waitForFocus(page, page.getByRole('heading', { name: 'Shared with me' }));
    await tabTo(page, page.getByRole('button', { name: 'Undo' }));
  });

  it('the focus stays inside of the dialog, and goes back to what opened it', async () => {
    const { url } = await startApplication();
    const page = await openPage(browser(), url);
    await page.getByRole('button', { name: 'alpha member of alpha' }).click();
    const opener = page.getByRole('button', { name: 'Share fedora-cloud-43' });
    await opener.click();
    const outside = page.locator('main :focus, header.bar :focus').and(page.locator(':not(dialog *)'));
    for (let step = 0; step < 12; step += 1) {
      await page.keyboard.press('Tab');
      expect(await outside.count()).toBe(0);
    }
    await tabTo(page, page.getByRole('button', { name: 'Close' }));
    await page.keyboard.press('Enter');
    await waitForFocus(page, opener);
  });
});
