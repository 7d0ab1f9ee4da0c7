import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { demoSeed } from '../../../../src/embedded/demoSeed.ts';
import { demoAccount } from './support/accounts.ts';
import { openBrowser } from './support/openBrowser.ts';
import { openPage, openShareDialog, projectId, signIn, startApplication } from './support/startApplication.ts';

const browser = openBrowser();
const [IMAGE] = demoSeed.images;
const STATUSES = ['pending', 'accepted', 'rejected'] as const;

/** Opens the dialog of an image that is shared with 128 projects, the most that an image can have. */
async function openFullImage(): Promise<{ page: Page; members: Locator }> {
  const names = Array.from({ length: 128 }, (_, index) => `team-${String(index).padStart(3, '0')}`);
  const projects = Object.fromEntries(names.map((name, index) => [name, projectId(index)]));
  const members = names.map((project, index) => ({ project, status: STATUSES[index % 3] ?? 'pending' }));
  const seed = {
    ...demoSeed,
    projects: { ...demoSeed.projects, ...projects },
    // The projects are alpha's own, so that one call tells all names.
    users: { alpha: { roles: names.map((project) => ({ project, roles: ['reader'] })) } },
    images: [{ ...IMAGE, members }],
  };
  const { url } = await startApplication({ seed });
  const page = await openPage(browser(), url);
  await signIn(page, demoAccount('alpha'));
  await page.locator('.image-row .badge', { hasText: '128 projects' }).waitFor();
  await openShareDialog(page, IMAGE.name);
  await page.getByRole('heading', { name: '128 projects with access' }).waitFor();
  return { page, members: page.locator('.members') };
}

const rows = (members: Locator): Promise<number> => members.locator('tbody tr').count();

describe('the table of members', () => {
  it('shows all 128 members of a full image, and finds one by a part of its ID or its name', async () => {
    const { members } = await openFullImage();
    expect(await rows(members)).toBe(128);
    await members.getByLabel('Search the projects').fill(projectId(0x4f).slice(-8));
    await members.getByText('1 of 128 shown').waitFor();
    expect(await members.locator('tbody .project-id').allInnerTexts()).toEqual([projectId(0x4f)]);
    await members.getByLabel('Search the projects').fill('TEAM-12');
    await members.getByText('8 of 128 shown').waitFor();
    await members.getByLabel('Search the projects').fill('no such project');
    await members.getByText('No project matches.').waitFor();
  });

  it('shows the members with one decision', async () => {
    const { members } = await openFullImage();
    await members.getByLabel('Decision').selectOption('Rejected');
    await members.getByText('42 of 128 shown').waitFor();
    expect(new Set(await members.locator('tbody .badge').allInnerTexts())).toEqual(new Set(['Rejected']));
  });

  it('removes all that a filter shows, after a question, in calls of fifty', async () => {
    const { page, members } = await openFullImage();
    const batches: number[] = [];
    page.on('request', (request) => {
      if (!(request.postData() ?? '').includes('removeImageMembers')) return;
      batches.push(Object(Object(request.postDataJSON()).variables).input.members.length);
    });
    await members.getByLabel('Select all shown projects').check();
    await members.getByText('128 projects selected').waitFor();
    await members.getByLabel('Decision').selectOption('Pending');
    await members.getByText('43 projects selected').waitFor();
    await members.getByLabel('Decision').selectOption('Every decision');
    await members.getByLabel('Select all shown projects').check();
    await members.getByLabel('Select team-005', { exact: true }).uncheck();
    await members.getByRole('button', { name: 'Remove 127 selected projects' }).click();
    await members.getByRole('group', { name: 'Remove the access of 127 projects?' }).waitFor();
    expect(batches).toEqual([]);
    await members.getByRole('button', { name: 'Keep' }).click();
    await members.getByRole('button', { name: 'Remove 127 selected projects' }).click();
    await members.getByRole('button', { name: 'Remove access' }).click();
    await members.getByText('Removed the access of 127 projects.').waitFor({ timeout: 20_000 });
    expect(batches).toEqual([50, 50, 27]);
    expect(await members.locator('tbody .project-id').allInnerTexts()).toEqual([projectId(5)]);
    const heading = page.getByRole('heading', { name: '1 project with access' });
    await heading.and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.image-row .badge', { hasText: /1 project$/ }).waitFor();
  }, 60_000);

  it('names those that could not be removed, each with the reason', async () => {
    const seed = {
      ...demoSeed,
      projects: { ...demoSeed.projects, 'sim-403': 'sim-403' },
      images: [
        {
          ...IMAGE,
          members: [{ project: 'beta' }, { project: 'sim-403' }, { project: 'gamma' }],
        },
      ],
    };
    const { url } = await startApplication({ seed });
    const page = await openPage(browser(), url);
    await signIn(page, demoAccount('alpha'));
    await openShareDialog(page, IMAGE.name);
    const members = page.locator('.members');
    await members.getByLabel('Select all shown projects').check();
    await members.getByRole('button', { name: 'Remove 3 selected projects' }).click();
    await members.getByRole('button', { name: 'Remove access' }).click();
    await members.getByText('Removed the access of 2 projects. Not removed: sim-403.').waitFor();
    await members.getByRole('alert').getByText('Only the owner may do this').waitFor();
    expect(await members.locator('tbody .project-id').allInnerTexts()).toEqual(['sim-403']);
  }, 60_000);
});
