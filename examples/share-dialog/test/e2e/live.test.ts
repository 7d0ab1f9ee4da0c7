import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { demoAccount } from './support/accounts.ts';
import { openBrowser } from './support/openBrowser.ts';
import { openPage, openShareDialog, shareWith, signIn, startApplication } from './support/startApplication.ts';
import { startGlance } from './support/startGlance.ts';

const browser = openBrowser();
const FEDORA = 'fedora-cloud-43';

const inbox = (page: Page) => page.getByRole('region', { name: 'Shared with me' });
const sign = (page: Page, text: string) => page.getByRole('status').getByText(text, { exact: true });

/** The navigations of a page, so that a test can tell that it was not loaded again. */
function countLoads(page: Page): () => number {
  let loads = 0;
  page.on('load', () => (loads += 1));
  return () => loads;
}

describe('what others do', () => {
  it('appears on the screens of the owner and of the member without a reload', async () => {
    const { url } = await startApplication();
    const [owner, member] = [await openPage(browser(), url), await openPage(browser(), url)];
    const loads = [countLoads(owner), countLoads(member)];
    await signIn(owner, demoAccount('alpha'));
    await signIn(member, demoAccount('beta'));
    await sign(owner, 'Live').waitFor();
    await sign(member, 'Live').waitFor();
    const accept = inbox(member).getByRole('button', { name: `Accept ${FEDORA}` });
    expect(await accept.count()).toBe(0);

    await openShareDialog(owner, FEDORA);
    await shareWith(owner, demoAccount('beta').projectId);
    await accept.waitFor();
    const row = owner.locator('.members tbody tr');
    const received = inbox(member).locator('.image-name', { hasText: FEDORA });
    await row.getByText('Pending').waitFor();

    await accept.click();
    await row.getByText('Accepted').waitFor();

    await row.getByRole('button', { name: 'Remove' }).click();
    await inbox(member).locator('.segment', { hasText: 'Accepted' }).click();
    await received.waitFor();
    await owner.getByRole('button', { name: 'Remove access' }).click();
    await received.waitFor({ state: 'detached' });
    expect(loads.map((count) => count())).toEqual([0, 0]);
  }, 60_000);

  it('is announced as not followed while the gateway is away', async () => {
    const { url, stopGateway } = await startApplication();
    const page = await openPage(browser(), url);
    await signIn(page, demoAccount('beta'));
    await sign(page, 'Live').waitFor();
    await stopGateway();
    await sign(page, 'Reconnecting').waitFor();
  }, 60_000);

  it('is announced as not followed before a gateway that cannot tell whose token it is', async () => {
    const { url } = await startApplication({ glanceEndpoint: await startGlance() });
    const page = await openPage(browser(), url);
    await signIn(page, demoAccount('beta'));
    await sign(page, 'Not live').waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await sign(page, 'Not live').waitFor();
  }, 60_000);
});
