import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
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

const browser = openBrowser();

/** Two projects of one image service, and an image of the first one that nobody else has. */
interface Cloud {
  readonly url: string;
  readonly imageName: string;
  readonly owner: { readonly projectId: string; readonly token: string };
  readonly member: { readonly projectId: string; readonly token: string };
}

async function startEmbedded(): Promise<Cloud> {
  const { url } = await startApplication();
  return { url, imageName: 'fedora-cloud-43', owner: demoAccount('alpha'), member: demoAccount('beta') };
}

async function startReal(): Promise<Cloud> {
  const { endpoint, projects, tokens } = inject('realGlance');
  const imageName = `image-${randomUUID()}`;
  const response = await fetch(`${endpoint}/v2/images`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-auth-token': tokens.alpha },
    body: JSON.stringify({ name: imageName, visibility: 'shared' }),
  });
  expect(response.status).toBe(201);
  const { url } = await startApplication({ glanceEndpoint: endpoint });
  return {
    url,
    imageName,
    owner: { projectId: projects.alpha, token: tokens.alpha },
    member: { projectId: projects.beta, token: tokens.beta },
  };
}

/** What the table of members says: ID of the project, and its decision. */
async function readMembers(page: Page): Promise<string[][]> {
  const rows = await page.locator('.members tbody tr').all();
  return Promise.all(
    rows.map(async (row) => [await row.locator('.project-id').innerText(), await row.locator('.badge').innerText()]),
  );
}

describe.each([
  ['embedded', startEmbedded],
  ['real', startReal],
] as const)('the life of a share with the %s Glance', (_name, start) => {
  it('goes from the owner to the inbox of the other project, is accepted, and ends', async () => {
    const { url, imageName, owner, member } = await start();
    const ownerPage = await openPage(browser(), url);
    await signIn(ownerPage, owner);
    await openShareDialog(ownerPage, imageName);
    await shareWith(ownerPage, member.projectId);
    await ownerPage.getByText('Shared with 1 project', { exact: true }).waitFor();
    await expect.poll(() => readMembers(ownerPage)).toEqual([[member.projectId, 'Pending']]);

    const memberPage = await openPage(browser(), url);
    await signIn(memberPage, member);
    const inbox = memberPage.getByRole('region', { name: 'Shared with me' });
    await inbox.getByRole('button', { name: `Accept ${imageName}` }).click();
    await inbox.getByText(`Accepted ${imageName}.`).waitFor();

    // The owner's dialog finds out by itself.
    await expect.poll(() => readMembers(ownerPage), { timeout: 15_000 }).toEqual([[member.projectId, 'Accepted']]);
    const row = ownerPage.locator('.members tbody tr');
    await row.getByRole('button', { name: 'Remove' }).click();
    await ownerPage.getByRole('button', { name: 'Remove access' }).click();
    await ownerPage.getByText(/^Removed the access of .*\.$/).waitFor();
    await ownerPage.getByRole('heading', { name: '0 projects with access' }).waitFor();
    await ownerPage.getByText('Nobody else has access.').waitFor();
    const response = await memberPage.request.post(`${url}/graphql`, {
      headers: { 'x-auth-token': member.token },
      data: { query: '{ images(filter: { name: "' + imageName + '" }) { nodes { name } } }' },
    });
    expect(await response.json()).toEqual({ data: { images: { nodes: [] } } });
  }, 60_000);
});

describe('sharing with many projects', () => {
  it('sends the projects in batches of fifty, each once, and shows the result of each', async () => {
    const { url } = await startApplication();
    const page = await openPage(browser(), url);
    await signIn(page, demoAccount('alpha'));
    const batches: number[] = [];
    page.on('request', (request) => {
      const { members } = Object(Object(Object(request.postDataJSON()).variables).input);
      if (Array.isArray(members)) batches.push(members.length);
    });
    await openShareDialog(page, 'fedora-cloud-43');
    const projects = Array.from({ length: 120 }, (_, index) => projectId(index));
    await page.getByLabel('Projects to share with').fill([...projects, projectId(7), projectId(8), ''].join(', '));
    await page.getByText('2 repetitions left out.').waitFor();
    await page.getByRole('button', { name: 'Share with 120 projects' }).click();
    await page.getByText('Shared with 120 projects', { exact: true }).waitFor({ timeout: 20_000 });
    expect(batches).toEqual([50, 50, 20]);
    expect(await page.getByLabel('Projects to share with').inputValue()).toBe('');
    await page.getByRole('heading', { name: '120 projects with access' }).waitFor();
  }, 60_000);

  it('reports the member quota for each project', async () => {
    const members = Array.from({ length: 128 }, (_, index) => ({ project: `p${index}` }));
    const names = Object.fromEntries(members.map(({ project }) => [project, project]));
    const [image] = demoSeed.images;
    const seed = { ...demoSeed, projects: { ...demoSeed.projects, ...names }, images: [{ ...image, members }] };
    const { url } = await startApplication({ seed });
    const page = await openPage(browser(), url);
    await signIn(page, demoAccount('alpha'));
    await openShareDialog(page, image.name);
    await shareWith(page, projectId(1), projectId(2));
    await page.getByText('Shared with 0 projects, 2 to look at').waitFor();
    expect(await page.getByText('An image can be shared with 128 projects at most.').count()).toBe(2);
  });
});

describe('the list of images', () => {
  it('reads one page after the other', async () => {
    const [image] = demoSeed.images;
    const images = Array.from({ length: 25 }, (_, index) => ({
      ...image,
      id: image.id.replace(/..$/, String(index).padStart(2, '0')),
      name: `image-${String(index).padStart(2, '0')}`,
      createdAt: new Date(Date.UTC(2026, 0, 31 - index)).toISOString(),
    }));
    const { url } = await startApplication({ seed: { ...demoSeed, images } });
    const page = await openPage(browser(), url);
    await signIn(page, demoAccount('alpha'));
    const rows = page.getByRole('region', { name: 'My images' }).getByRole('listitem');
    const more = page.getByRole('button', { name: 'Show more' });
    for (const count of [10, 20]) {
      await more.waitFor();
      expect(await rows.count()).toBe(count);
      await more.click();
    }
    await expect.poll(() => rows.count()).toBe(25);
    expect(await more.count()).toBe(0);
    const names = await rows.locator('.image-name').allInnerTexts();
    expect(names.map((name) => name.split(/\s/)[0])).toEqual(images.map(({ name }) => name));
  });
});
