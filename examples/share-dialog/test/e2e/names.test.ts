import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { demoSeed } from '../../../../src/embedded/demoSeed.ts';
import type { EmbeddedSeed } from '../../../../src/embedded/seed.ts';
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

const browser = openBrowser();
const FEDORA = 'fedora-cloud-43';
const [STUDIO, NORTH, SOUTH] = [projectId(0xa), projectId(0xb), projectId(0xc)] as const;

/**
 * Alpha's user is in the project `studio`, and in two projects `lab` of two domains. There is no directory, so that the
 * gateway knows only the user's own projects.
 */
const SEED = {
  ...demoSeed,
  projects: { ...demoSeed.projects, studio: STUDIO, northLab: NORTH, southLab: SOUTH },
  applicationCredentials: {},
  domains: { North: '1'.repeat(32), South: '2'.repeat(32) },
  projectNames: { northLab: { name: 'lab', domain: 'North' }, southLab: { name: 'lab', domain: 'South' } },
  users: {
    alpha: { roles: ['studio', 'northLab', 'southLab'].map((project) => ({ project, roles: ['member'] })) },
  },
};

async function startSharing(seed: EmbeddedSeed = SEED): Promise<{ page: Page; input: Locator; results: Locator }> {
  const { url } = await startApplication({ seed });
  const page = await openPage(browser(), url);
  await signIn(page, demoAccount('alpha'));
  await openShareDialog(page, FEDORA);
  return {
    page,
    input: page.getByRole('combobox', { name: 'Projects to share with' }),
    results: page.getByRole('region', { name: 'Results' }),
  };
}

describe('sharing by name', () => {
  it('finds one of the own projects, and shows its name and its ID in the table', async () => {
    const { page, results } = await startSharing();
    await shareWith(page, 'studio');
    await results.getByText('Shared with 1 project', { exact: true }).waitFor();
    await results.getByText(STUDIO, { exact: true }).waitFor();
    const row = page.locator('.members tbody tr');
    await row.locator('.project-label').getByText('studio').waitFor();
    expect(await row.locator('.project-id').innerText()).toBe(STUDIO);
    await row.getByRole('button', { name: 'Copy the ID of studio' }).waitFor();
  });

  it('finds a foreign project in the directory of the operator', async () => {
    const { page, results } = await startSharing(demoSeed);
    await shareWith(page, 'beta');
    await results.getByText('Shared with 1 project', { exact: true }).waitFor();
    await results.getByText(demoSeed.projects.beta, { exact: true }).waitFor();
    await shareWith(page, 'no such project');
    await results.getByText('No project has this name').waitFor();
  });

  it('offers the projects of one name to choose from, and shares with the chosen one', async () => {
    const { page, results } = await startSharing();
    await shareWith(page, 'lab');
    await results.getByText('Several projects have this name').waitFor();
    expect(await results.getByRole('listitem').getByRole('button').allInnerTexts()).toEqual([
      `lab in domain 11111111…\n${NORTH}`,
      `lab in domain 22222222…\n${SOUTH}`,
    ]);
    await results.getByRole('button', { name: SOUTH }).click();
    await results.getByText('Shared with 1 project', { exact: true }).waitFor();
    await results.getByText(SOUTH, { exact: true }).waitFor();
    await page.getByRole('heading', { name: '1 project with access' }).waitFor();
  });

  it('says that nobody can tell which project a foreign name is, and puts the name back into the field', async () => {
    const { page, input, results } = await startSharing();
    await shareWith(page, 'beta');
    await results.getByText('Nobody can tell which project this is').waitFor();
    await results.getByRole('button', { name: 'Edit' }).click();
    expect(await input.inputValue()).toBe('beta');
    await input.and(page.locator(':focus')).waitFor();
    await page.getByRole('heading', { name: '0 projects with access' }).waitFor();
  });

  it('says of a foreign ID that nobody could verify it', async () => {
    const { page, results } = await startSharing();
    await shareWith(page, demoSeed.projects.beta);
    await results.getByText('Shared with 1 project', { exact: true }).waitFor();
    await results.getByText('Nobody could tell whether there is a project with this ID.').waitFor();
  });
});

describe('the list of own projects', () => {
  it('is narrowed by typing, chosen from with the keyboard, and leaves out the owner and who has access', async () => {
    const { page, input } = await startSharing();
    const { keyboard } = page;
    const options = page.locator('.project-option');
    await keyboard.press('ArrowDown');
    await options.first().waitFor();
    expect(await options.locator('.project-label').allInnerTexts()).not.toContain('alpha');
    await keyboard.type('stu');
    await expect.poll(() => options.count()).toBe(1);
    await keyboard.press('ArrowDown');
    await page.getByRole('option', { name: /^studio/, selected: true }).waitFor();
    await keyboard.press('Enter');
    await page.getByRole('list', { name: 'Chosen projects' }).getByText('studio').waitFor();
    expect(await input.inputValue()).toBe('');
    await keyboard.press('Enter');
    await page.getByText('Shared with 1 project', { exact: true }).waitFor();
    await page.getByRole('heading', { name: '1 project with access' }).waitFor();
    await input.fill('stu');
    await expect.poll(() => options.count()).toBe(0);
  });

  it('is closed by Escape, which leaves the dialog open', async () => {
    const { page, input } = await startSharing();
    await input.fill('lab');
    await page.locator('.project-option').first().waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator('.project-option').count()).toBe(0);
    await page.getByRole('dialog', { name: `Share ${FEDORA}` }).waitFor();
  });

  it('takes a pasted column besides, whose entries can be left out again', async () => {
    const { page, input } = await startSharing();
    await input.evaluate((field, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text', text);
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, `studio\r\n${NORTH}\r\n${SOUTH}\r\nstudio\r\n`);
    const chips = page.getByRole('list', { name: 'Chosen projects' }).getByRole('listitem');
    await expect.poll(() => chips.allInnerTexts()).toEqual(['studio', NORTH, SOUTH]);
    await page.getByText('1 repetition left out.').waitFor();
    await page.getByRole('button', { name: `Leave out ${NORTH}` }).click();
    await input.focus();
    await page.keyboard.press('Backspace');
    await expect.poll(() => chips.allInnerTexts()).toEqual(['studio']);
  });
});
