import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { demoAccount } from './support/accounts.ts';
import { openBrowser } from './support/openBrowser.ts';
import {
  expireToken,
  openPage,
  openShareDialog,
  projectId,
  shareWith,
  signIn,
  startApplication,
} from './support/startApplication.ts';
import { startGlance } from './support/startGlance.ts';

const browser = openBrowser();
const alpha = demoAccount('alpha');

const shareButton = (page: Page, imageName: string): Locator =>
  page.getByRole('button', { name: `Share ${imageName}` });

async function openSignIn(): Promise<Page> {
  const { url } = await startApplication();
  return openPage(browser(), url);
}

describe('signing in', () => {
  it('offers the accounts of the embedded Glance', async () => {
    const page = await openSignIn();
    await page.getByRole('button', { name: 'beta member of beta' }).click();
    await shareButton(page, 'rocky-10-hardened').waitFor();
  });

  it('leaves the token nowhere in the browser', async () => {
    const page = await openSignIn();
    await signIn(page, alpha);
    await shareButton(page, 'fedora-cloud-43').waitFor();
    const stored = 'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href])';
    expect(await page.evaluate(stored)).toBe(JSON.stringify([{}, {}, '', page.url()]));
    expect(await page.evaluate('document.documentElement.outerHTML')).not.toContain(alpha.token);
    await page.reload();
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
  });

  it('shows nothing of the project that was signed in before', async () => {
    const page = await openSignIn();
    await signIn(page, alpha);
    await shareButton(page, 'fedora-cloud-43').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await signIn(page, demoAccount('gamma'));
    await page.getByRole('button', { name: 'Access gpu-cuda-13-notebook' }).waitFor();
    expect(await shareButton(page, 'fedora-cloud-43').count()).toBe(0);
  });
});

describe('the form to sign in', () => {
  it('asks for the token alone, and the page names the user and the project', async () => {
    const page = await openSignIn();
    await page.getByLabel('Token').fill(alpha.token);
    await page.keyboard.press('Enter');
    await page.getByRole('banner').getByText('alpha · Project alpha').waitFor();
  });

  it('says that a token was refused, before anything else is asked', async () => {
    const page = await openSignIn();
    await page.getByLabel('Token').fill('token-that-has-expired');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('alert').getByText('The token was refused.').waitFor();
    await page.getByRole('button', { name: 'beta member of beta' }).click();
    await shareButton(page, 'rocky-10-hardened').waitFor();
  });

  it('asks for the project before a gateway that knows no identity service', async () => {
    const { url } = await startApplication({ glanceEndpoint: await startGlance() });
    const page = await openPage(browser(), url);
    await page.getByLabel('Token').fill(alpha.token);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('alert').getByText('The gateway knows no identity service.').waitFor();
    await page.getByLabel('Project ID').fill(alpha.projectId);
    await page.keyboard.press('Enter');
    await page.getByRole('banner').getByText(alpha.projectId).waitFor();
    await shareButton(page, 'fedora-cloud-43').waitFor();
  });
});

describe('a token that is refused', () => {
  it('is asked for again, once, and what waited for it is repeated', async () => {
    const page = await openSignIn();
    await expireToken(page, 'images(');
    await signIn(page, alpha);
    const dialog = page.getByRole('dialog', { name: 'Sign in again' });
    await dialog.waitFor();
    expect(await page.getByRole('dialog').count()).toBe(1);
    // Only accounts of the project that is on the screen.
    expect(await dialog.locator('.demo-account strong').allInnerTexts()).toEqual(['alpha', 'alphaReader']);
    await dialog.getByRole('button', { name: 'alpha member of alpha' }).click();
    await shareButton(page, 'fedora-cloud-43').waitFor();
    await page.getByRole('button', { name: 'Accept rocky-10-hardened' }).waitFor();
    expect(await dialog.count()).toBe(0);
  });

  it('in the middle of a share is asked for over the dialog, and the share is repeated', async () => {
    const page = await openSignIn();
    await expireToken(page, 'addImageMembers');
    await signIn(page, alpha);
    await openShareDialog(page, 'fedora-cloud-43');
    await shareWith(page, projectId(1), projectId(2));
    const signInAgain = page.getByRole('dialog', { name: 'Sign in again' });
    await signInAgain.getByLabel('Token').fill(alpha.token);
    await signInAgain.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('Shared with 2 projects', { exact: true }).waitFor();
    await page.getByRole('heading', { name: '2 projects with access' }).waitFor();
  });

  it('cannot be replaced by a token for another project', async () => {
    const page = await openSignIn();
    await expireToken(page, 'images(');
    await signIn(page, alpha);
    const dialog = page.getByRole('dialog', { name: 'Sign in again' });
    await dialog.getByLabel('Token').fill(demoAccount('beta').token);
    await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
    await dialog.getByText('This token is for the project beta. Sign out first to work in another project.').waitFor();
  });

  it('that is refused again is reported with the operation, which can be repeated', async () => {
    const page = await openSignIn();
    await signIn(page, alpha);
    await openShareDialog(page, 'fedora-cloud-43');
    await shareWith(page, projectId(1), 'sim-401', projectId(2));
    const signInAgain = page.getByRole('dialog', { name: 'Sign in again' });
    await signInAgain.getByRole('button', { name: 'alpha member of alpha' }).click();
    await page.getByText('You are not signed in any more', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'Sign in and repeat' }).first().click();
    await signInAgain.waitFor();
    await page.keyboard.press('Escape');
    await signInAgain.waitFor({ state: 'detached' });
    await page.getByRole('dialog', { name: 'Share fedora-cloud-43' }).waitFor();
  });
});
