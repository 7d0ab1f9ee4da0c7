import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { demoSeed } from '../../../../src/embedded/demoSeed.ts';
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

const browser = openBrowser();

/** What axe finds, as rule and elements; light and dark, wide and narrow. */
async function findViolations(page: Page): Promise<unknown[]> {
  const found: unknown[] = [];
  await page.addStyleTag({ content: '*, ::backdrop { transition: none !important; animation: none !important }' });
  await page.evaluate(axe.source);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      const run =
        'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]))';
      const violations: unknown = await page.evaluate(run);
      if (Array.isArray(violations)) found.push(...violations.map((violation) => [colorScheme, width, violation]));
    }
  }
  return found;
}

async function open(account?: { projectId: string; token: string }): Promise<Page> {
  const { url } = await startApplication();
  const page = await openPage(browser(), url);
  if (account) await signIn(page, account);
  return page;
}

describe('axe finds no accessibility violation', () => {
  it('in the form to sign in', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'alpha member of alpha' }).waitFor();
    expect(await findViolations(page)).toEqual([]);
  });

  it('in the lists', async () => {
    const page = await open(demoAccount('alpha'));
    await page.getByRole('button', { name: 'Accept rocky-10-hardened' }).waitFor();
    await page.getByRole('button', { name: 'Share fedora-cloud-43' }).waitFor();
    expect(await findViolations(page)).toEqual([]);
  });

  it('in empty lists, and after a decision', async () => {
    const page = await open(demoAccount('beta'));
    await page.getByRole('button', { name: 'Accept ubuntu-24.04-server' }).click();
    await page.getByText('Nothing to decide.').waitFor();
    expect(await findViolations(page)).toEqual([]);
  });

  it('in a decision that failed', async () => {
    const { url, stopGateway } = await startApplication();
    const page = await openPage(browser(), url);
    await signIn(page, demoAccount('beta'));
    const accept = page.getByRole('button', { name: 'Accept ubuntu-24.04-server' });
    await accept.waitFor();
    await stopGateway();
    await accept.click();
    await page.getByRole('alert').getByText('No response came').waitFor();
    expect(await findViolations(page)).toEqual([]);
  });

  it('in the share dialog with every kind of result, and in the question before a removal', async () => {
    const page = await open(demoAccount('alpha'));
    await openShareDialog(page, 'debian-12-generic');
    const { beta } = demoSeed.projects;
    const triggers = ['sim-400', 'sim-403', 'sim-404', 'sim-429', 'sim-503', 'sim-504'];
    await shareWith(page, projectId(1), beta, 'no such project', ...triggers);
    await page.getByText('Shared with 1 project, 1 had access already, 7 to look at').waitFor();
    await page.getByLabel('Select beta').check();
    await page.getByRole('button', { name: 'Remove 1 selected project' }).click();
    await page.getByRole('button', { name: 'Remove access' }).waitFor();
    expect(await findViolations(page)).toEqual([]);
  });

  it('in the share dialog with chosen projects and an open list, and before another visibility', async () => {
    const page = await open(demoAccount('alpha'));
    await openShareDialog(page, 'debian-12-generic');
    await page.getByLabel('Who can use this image').selectOption('PRIVATE');
    await page.getByText('2 projects lose access now').waitFor();
    await page.getByLabel('Projects to share with').fill('one, two, ');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.locator('.project-option[aria-selected=true]').waitFor();
    expect(await findViolations(page)).toEqual([]);
  });

  it('in the dialog of a private image, and after it was made shareable', async () => {
    const page = await open(demoAccount('alpha'));
    await openShareDialog(page, 'ci-runner-snapshot');
    expect(await findViolations(page)).toEqual([]);
    await shareWith(page, projectId(1));
    await page.getByText('The image is shareable now').waitFor();
    expect(await findViolations(page)).toEqual([]);
  });

  it('for a reader, to whom the buttons say why they cannot be used', async () => {
    const page = await open(demoAccount('betaReader'));
    await page.getByRole('button', { name: 'Accept ubuntu-24.04-server' }).waitFor();
    expect(await findViolations(page)).toEqual([]);
    const readerPage = await open(demoAccount('alphaReader'));
    await openShareDialog(readerPage, 'debian-12-generic');
    await readerPage.getByText('You cannot remove anybody.').waitFor();
    expect(await findViolations(readerPage)).toEqual([]);
  });

  it('in the form to sign in again', async () => {
    const page = await open();
    await expireToken(page, 'images(');
    await signIn(page, demoAccount('alpha'));
    await page.getByRole('dialog', { name: 'Sign in again' }).waitFor();
    expect(await findViolations(page)).toEqual([]);
  });
});
