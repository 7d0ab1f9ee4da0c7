import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { demoAccount } from './support/accounts.ts';
import { openBrowser } from './support/openBrowser.ts';
import { openPage, signIn, startApplication } from './support/startApplication.ts';

const browser = openBrowser();
const UBUNTU = 'ubuntu-24.04-server';

async function startInbox(account = demoAccount('beta')) {
  const application = await startApplication();
  const page = await openPage(browser(), application.url);
  await signIn(page, account);
  const inbox = page.getByRole('region', { name: 'Shared with me' });
  await inbox.getByRole('button', { name: `Accept ${UBUNTU}` }).waitFor();
  return { ...application, page, inbox };
}

/** Holds back what is sent to the gateway until it is let go. */
async function holdDecisions(page: Page): Promise<() => void> {
  let release = (): void => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/graphql', async (route) => {
    if ((route.request().postData() ?? '').includes('updateImageMember')) await released;
    await route.continue();
  });
  return release;
}

const items = (inbox: Locator): Promise<number> => inbox.getByRole('listitem').count();

describe.each([
  ['Accept', 'Accepted'],
  ['Reject', 'Rejected'],
])('%s', (verb, done) => {
  it('shows at once, before the gateway has responded, and can be taken back', async () => {
    const { page, inbox } = await startInbox();
    const release = await holdDecisions(page);
    await inbox.getByRole('button', { name: `${verb} ${UBUNTU}` }).click();
    await inbox.getByText(`${done} ${UBUNTU}.`).waitFor();
    expect(await items(inbox)).toBe(0);
    await inbox.getByText('Nothing to decide.').waitFor();
    release();
    await inbox.getByRole('button', { name: 'Undo' }).click();
    await inbox.getByRole('button', { name: `${verb} ${UBUNTU}` }).waitFor();
    expect(await items(inbox)).toBe(1);
  });
});

describe('a decision that is not stored', () => {
  it('brings the image back, with the reason', async () => {
    const { inbox } = await startInbox(demoAccount('betaReader'));
    await inbox.getByRole('button', { name: `Accept ${UBUNTU}` }).click();
    const alert = inbox.getByRole('listitem').getByRole('alert');
    await alert.getByText('Your cloud does not allow this', { exact: true }).waitFor();
    expect(await inbox.getByText(`Accepted ${UBUNTU}.`).count()).toBe(0);
  });

  it('can be checked after a lost response, and turns out to be stored', async () => {
    const { page, inbox } = await startInbox();
    await page.route('**/graphql', async (route) => {
      if (!(route.request().postData() ?? '').includes('updateImageMember')) return route.continue();
      await route.fetch();
      return route.abort('connectionreset');
    });
    await inbox.getByRole('button', { name: `Accept ${UBUNTU}` }).click();
    await inbox.getByText('No response came', { exact: true }).waitFor();
    await inbox.getByRole('button', { name: 'Check' }).click();
    await inbox.getByText('Nothing to decide.').waitFor();
    expect(await items(inbox)).toBe(0);
  });

  it('is reported while the gateway is down, like a list that cannot be read', async () => {
    const { page, inbox, stopGateway } = await startInbox();
    await stopGateway();
    await inbox.getByRole('button', { name: `Accept ${UBUNTU}` }).click();
    await inbox.getByText('No response came', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Refresh' }).click();
    const images = page.getByRole('region', { name: 'My images' });
    await images.getByText('Your images could not be read').waitFor();
    await images.getByRole('button', { name: 'Try again' }).waitFor();
  });
});
