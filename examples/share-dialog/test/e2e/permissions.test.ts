import { describe, expect, it } from 'vitest';
import { demoAccount } from './support/accounts.ts';
import { openBrowser } from './support/openBrowser.ts';
import {
  openPage,
  openShareDialog,
  projectId,
  shareWith,
  signIn,
  startApplication,
} from './support/startApplication.ts';
import { startGlance } from './support/startGlance.ts';

const browser = openBrowser();
const NOT_ALLOWED = 'Your role in this project does not allow it.';

describe('a reader', () => {
  it('sees who has access, and no button that the image service would refuse', async () => {
    const { url } = await startApplication();
    const page = await openPage(browser(), url);
    await signIn(page, demoAccount('alphaReader'));
    await page.getByRole('button', { name: 'Access debian-12-generic' }).waitFor();
    expect(await page.getByRole('button', { name: /^Share / }).count()).toBe(0);
    await openShareDialog(page, 'debian-12-generic');
    const dialog = page.getByRole('dialog');
    const share = dialog.getByRole('button', { name: 'Share', exact: true });
    expect(await share.getAttribute('aria-disabled')).toBe('true');
    expect(await dialog.locator('.recipient-form .hint').innerText()).toBe(NOT_ALLOWED);
    expect(await dialog.getByLabel('Who can use this image').isDisabled()).toBe(true);
    await dialog.getByRole('heading', { name: '2 projects with access' }).waitFor();
    await dialog.getByText(`You cannot remove anybody. ${NOT_ALLOWED}`).waitFor();
    const remove = dialog.getByRole('button', { name: /^Remove / }).first();
    expect(await remove.getAttribute('aria-disabled')).toBe('true');
    await remove.click({ force: true });
    expect(await dialog.getByRole('button', { name: 'Remove access' }).count()).toBe(0);
  });

  it('cannot decide about what is shared with the project, and is told why', async () => {
    const { url } = await startApplication();
    const page = await openPage(browser(), url);
    await signIn(page, demoAccount('betaReader'));
    const item = page.getByRole('region', { name: 'Shared with me' }).getByRole('listitem');
    const accept = item.getByRole('button', { name: 'Accept ubuntu-24.04-server' });
    expect(await accept.getAttribute('aria-disabled')).toBe('true');
    await item.getByText(NOT_ALLOWED).waitFor();
  });
});

describe('where the gateway cannot tell the permissions', () => {
  it('every button is offered, and the image service says what is not allowed', async () => {
    const { url } = await startApplication({ glanceEndpoint: await startGlance() });
    const page = await openPage(browser(), url);
    await signIn(page, demoAccount('alphaReader'));
    await openShareDialog(page, 'fedora-cloud-43');
    await shareWith(page, projectId(1));
    await page.getByText('Your cloud does not allow this', { exact: true }).waitFor();
  });
});
