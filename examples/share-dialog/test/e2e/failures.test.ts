import { describe, expect, it } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { demoSeed } from '../../../../src/embedded/demoSeed.ts';
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

const FEDORA = 'fedora-cloud-43';
const ONE = projectId(1);

const browser = openBrowser();

async function startSharing(imageName = FEDORA, account = demoAccount('alpha')): Promise<Page> {
  const { url } = await startApplication();
  const page = await openPage(browser(), url);
  await signIn(page, account);
  await openShareDialog(page, imageName);
  return page;
}

/** The row of one project in the results. */
function resultOf(page: Page, projectId: string): Locator {
  return page
    .getByRole('region', { name: 'Results' })
    .getByRole('listitem')
    .filter({ has: page.getByText(projectId, { exact: true }) });
}

async function waitForFocus(page: Page, locator: Locator): Promise<void> {
  await locator.and(page.locator(':focus')).waitFor();
}

/** What the rows say, as project, title and label of the action. */
async function readRows(page: Page): Promise<string[][]> {
  const rows = await page.getByRole('region', { name: 'Results' }).getByRole('listitem').all();
  const read = async (row: Locator) => [
    await row.locator('.project-label').innerText(),
    await row.locator('.failure-title').innerText(),
    (await row.getByRole('button').innerText()).replace(/\d+ s$/, 'N s'),
  ];
  return Promise.all(rows.map(read));
}

describe('every typed error of a share', () => {
  it('shows a message and an action', async () => {
    const page = await startSharing();
    const expected = [
      ['sim-400', 'This was not accepted', 'Edit'],
      ['sim-403', 'Only the owner may do this', 'Copy for a request'],
      ['sim-404', 'The image is gone', 'Refresh'],
      ['sim-409', 'Shared already', 'Show it'],
      ['sim-429', 'Too many requests at once', 'Try again in N s'],
      ['sim-500', 'The image service failed', 'Try again'],
      ['sim-502', 'A proxy got no valid response from the image service', 'Try again'],
      ['sim-503', 'The image service is down or overloaded', 'Try again'],
      ['sim-504', 'The image service did not respond in time', 'Check'],
      ['sim-timeout', 'The image service did not respond in time', 'Check'],
      ['sim-reset', 'The image service could not be reached', 'Try again'],
      ['sim-html', 'The image service gave a response that the gateway does not understand', 'Copy for a request'],
      ['sim-garbage', 'The image service gave a response that the gateway does not understand', 'Copy for a request'],
    ];
    await shareWith(page, ...expected.map(([trigger = '']) => trigger));
    await page.getByText('Shared with 0 projects, 1 had access already, 12 to look at').waitFor();
    // Apart from the others: once the image is full, the gateway sends nothing more for it.
    await shareWith(page, 'sim-413');
    expected.push(['sim-413', 'No room for another project', 'Choose one to remove']);
    await page.getByText('Shared with 0 projects, 1 had access already, 13 to look at').waitFor();
    expect(await readRows(page)).toEqual(expected);
    expect(await page.getByText(/^Request req-[0-9a-f-]{36}$/).count()).toBe(13);
  });
});

describe('the action of a failure', () => {
  it('edit puts the project ID back into the field', async () => {
    const page = await startSharing();
    await shareWith(page, 'sim-400');
    await resultOf(page, 'sim-400').getByRole('button', { name: 'Edit' }).click();
    const field = page.getByLabel('Projects to share with');
    expect(await field.inputValue()).toBe('sim-400');
    await waitForFocus(page, field);
    expect(await resultOf(page, 'sim-400').count()).toBe(0);
  });

  it('waits as long as the image service asked for, then tries again', async () => {
    const page = await startSharing();
    await shareWith(page, 'sim-429');
    const row = resultOf(page, 'sim-429');
    const waiting = row.getByRole('button', { name: /^Try again in \d s$/ });
    await waiting.click({ force: true });
    expect(await waiting.getAttribute('aria-disabled')).toBe('true');
    await row.getByRole('button', { name: 'Try again', exact: true }).click({ timeout: 10_000 });
    await waiting.waitFor();
  });

  it('check finds out that the image was not shared, and offers to try again', async () => {
    const page = await startSharing();
    await shareWith(page, 'sim-504');
    const row = resultOf(page, 'sim-504');
    await row.getByRole('button', { name: 'Check' }).click();
    await waitForFocus(page, row);
    await row.getByText('The image was not shared', { exact: true }).waitFor();
    await row.getByRole('button', { name: 'Try again' }).click();
    await row.getByRole('button', { name: 'Check' }).waitFor();
  });

  it('check finds out that the image was shared although the response was lost', async () => {
    const page = await startSharing();
    await page.route('**/graphql', async (route) => {
      const isShare = (route.request().postData() ?? '').includes('addImageMembers');
      if (!isShare) return route.continue();
      await route.fetch();
      return route.abort('connectionreset');
    });
    await shareWith(page, ONE);
    const row = resultOf(page, ONE);
    await row.getByText('No response came', { exact: true }).waitFor();
    await row.getByRole('button', { name: 'Check' }).click();
    await row.getByText('Shared', { exact: true }).waitFor();
    await page.getByRole('heading', { name: '1 project with access' }).waitFor();
  });

  it('leads from an image at its quota to the list of its members', async () => {
    const page = await startSharing('debian-12-generic');
    await shareWith(page, 'sim-413');
    const row = resultOf(page, 'sim-413');
    await row.getByText('An image can be shared with 128 projects at most. Remove one to make room.').waitFor();
    await row.getByRole('button', { name: 'Choose one to remove' }).click();
    await waitForFocus(page, page.getByRole('heading', { name: '2 projects with access' }));
  });

  it('shows the decision of a project that has access already', async () => {
    const page = await startSharing('debian-12-generic');
    await shareWith(page, demoSeed.projects.beta);
    const row = resultOf(page, demoSeed.projects.beta);
    await row.getByText(/^The project has access since 2 Mar 2026, .*; its decision: accepted\.$/).waitFor();
    await page.getByText('Shared with 0 projects, 1 had access already').waitFor();
  });

  it('repeats a removal that failed, and says when the project has lost access', async () => {
    const { url } = await startApplication();
    const page = await openPage(browser(), url);
    await signIn(page, demoAccount('alpha'));
    await openShareDialog(page, FEDORA);
    await shareWith(page, ONE);
    let left = 1;
    await page.route('**/graphql', (route) => {
      const isRemoval = (route.request().postData() ?? '').includes('removeImageMember');
      if (isRemoval && left-- > 0) return route.abort('connectionreset');
      return route.continue();
    });
    await page.getByRole('button', { name: `Remove ${ONE}` }).click();
    await page.getByRole('button', { name: 'Remove access' }).click();
    const alert = page.locator('.members').getByRole('alert');
    await alert.getByRole('button', { name: 'Check' }).click();
    await alert.getByText('The project still has access', { exact: true }).waitFor();
    await alert.getByRole('button', { name: 'Try again' }).click();
    await page.getByText(`Removed the access of ${ONE}.`).waitFor();
    await waitForFocus(page, page.getByRole('heading', { name: '0 projects with access' }));
  });
});
