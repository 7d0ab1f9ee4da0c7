import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { demoAccount } from './support/accounts.ts';
import { openBrowser } from './support/openBrowser.ts';
import { openPage, openShareDialog, pasteProjects, signIn, startApplication } from './support/startApplication.ts';

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
    await shareButton(page, 'gpu-cuda-13-notebook').waitFor();
    expect(await shareButton(page, 'fedora-cloud-43').count()).toBe(0);
  });
});

describe('a token that is refused', () => {
  it('is asked for again, once, and what waited for it is repeated', async () => {
    const page = await openSignIn();
    await signIn(page, { ...alpha, token: 'token-that-has-expired' });
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
    await signIn(page, alpha);
    await openShareDialog(page, 'fedora-cloud-43');
    // The image service takes the token for expired as soon as the share begins.
    await page.route('**/graphql', (route) => {
      const isShare = (route.request().postData() ?? '').includes('addImageMembers');
      const isOld = route.request().headers()['x-auth-token'] === alpha.token;
      const headers = {
        ...route.request().headers(),
        ...(isShare && isOld ? { 'x-auth-token': 'token-that-has-expired' } : {}),
      };
      return route.continue({ headers });
    });
    await pasteProjects(page, 'one', 'two');
    const signInAgain = page.getByRole('dialog', { name: 'Sign in again' });
    await signInAgain.getByLabel('Token').fill('demo-token-admin');
    await signInAgain.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('Shared with 2 projects', { exact: true }).waitFor();
    await page.getByRole('heading', { name: '2 projects with access' }).waitFor();
  });

  it('that is refused again is reported with the operation, which can be repeated', async () => {
    const page = await openSignIn();
    await signIn(page, alpha);
    await openShareDialog(page, 'fedora-cloud-43');
    await pasteProjects(page, 'one', 'sim-401', 'two');
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
