import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { demoSeed } from '../../../../src/embedded/demoSeed.ts';
import { demoAccount } from './support/accounts.ts';
import { openBrowser } from './support/openBrowser.ts';
import { openPage, signIn, startApplication, type ApplicationOptions } from './support/startApplication.ts';
import { startGlance } from './support/startGlance.ts';

const browser = openBrowser();
const UBUNTU = 'ubuntu-24.04-server';

async function startInbox(account = demoAccount('beta'), options: ApplicationOptions = {}) {
  const application = await startApplication(options);
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
    await expect.poll(() => items(inbox)).toBe(1);
  });
});

describe('a decision that is not stored', () => {
  it('brings the image back, with the reason', async () => {
    // A gateway that knows no identity service, so that the button is offered to a reader as well.
    const { inbox } = await startInbox(demoAccount('betaReader'), { glanceEndpoint: await startGlance() });
    await inbox.getByRole('button', { name: `Accept ${UBUNTU}` }).click();
    const alert = inbox.getByRole('listitem').getByRole('alert');
    await alert.getByText('Your cloud does not allow this', { exact: true }).waitFor();
    expect(await inbox.getByText(`Accepted ${UBUNTU}.`).count()).toBe(0);
  });

  it('shows up by itself after a lost response, because the gateway tells of it', async () => {
    const { page, inbox } = await startInbox();
    await page.getByRole('status').getByText('Live', { exact: true }).waitFor();
    await loseDecisions(page);
    await inbox.getByRole('button', { name: `Accept ${UBUNTU}` }).click();
    await inbox.getByText('Nothing to decide.').waitFor();
    await expect.poll(() => items(inbox)).toBe(0);
  });

  it('can be checked after a lost response where the gateway tells nothing, and turns out to be stored', async () => {
    const { page, inbox } = await startInbox(demoAccount('beta'), { glanceEndpoint: await startGlance() });
    await page.getByRole('status').getByText('Not live', { exact: true }).waitFor();
    await loseDecisions(page);
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

/** The gateway gets each decision, and the page does not get the response. */
async function loseDecisions(page: Page): Promise<void> {
  await page.route('**/graphql', async (route) => {
    if (!(route.request().postData() ?? '').includes('updateImageMember')) return route.continue();
    await route.fetch();
    return route.abort('connectionreset');
  });
}

/** Beta's inbox with three undecided images of alpha. */
const THREE = {
  ...demoSeed,
  images: demoSeed.images
    .filter(({ owner, name }) => owner === 'alpha' && /^(ubuntu-24|debian|fedora)/.test(name))
    .map((image) => ({ ...image, members: [{ project: 'beta' }] })),
};

describe('the filter', () => {
  it('shows the pending, the accepted, the rejected or all images, each by one query', async () => {
    const { page, inbox } = await startInbox(demoAccount('beta'), { seed: THREE });
    const queries: unknown[] = [];
    page.on('request', (request) => {
      const { operationName, variables } = Object(request.postDataJSON());
      if (operationName === 'ReceivedImages') queries.push(variables.statuses);
    });
    await inbox.getByRole('button', { name: 'Accept debian-12-generic' }).click();
    await inbox.getByRole('button', { name: 'Reject fedora-cloud-43' }).click();
    await inbox.getByText('Rejected fedora-cloud-43.').waitFor();
    await expect.poll(() => items(inbox)).toBe(1);
    await inbox.getByText('Accepted', { exact: true }).click();
    await inbox.getByRole('button', { name: 'Reject debian-12-generic' }).waitFor();
    expect(await items(inbox)).toBe(1);
    await inbox.getByText('Rejected', { exact: true }).click();
    await inbox.getByRole('button', { name: 'Accept fedora-cloud-43' }).waitFor();
    expect(await items(inbox)).toBe(1);
    queries.length = 0;
    await inbox.getByText('All', { exact: true }).click();
    await expect.poll(() => items(inbox)).toBe(3);
    expect(queries).toEqual([['PENDING', 'ACCEPTED', 'REJECTED']]);
  });

  it('names the owner where the user may know the name', async () => {
    const { inbox } = await startInbox(demoAccount('beta'), {
      seed: { ...THREE, users: { beta: { roles: [{ project: 'alpha', roles: ['reader'] }] } } },
    });
    await inbox.getByText('from alpha').first().waitFor();
  });
});

describe('several decisions at once', () => {
  it('are one request, and can be undone together', async () => {
    const { page, inbox } = await startInbox(demoAccount('beta'), { seed: THREE });
    const sent: unknown[] = [];
    page.on('request', (request) => {
      const { operationName, variables } = Object(request.postDataJSON());
      if (operationName === 'DecideShares') sent.push(variables.input.members.length);
    });
    await inbox.getByLabel('Select all images').check();
    await inbox.getByText('3 images selected').waitFor();
    await inbox.getByRole('button', { name: 'Accept 3 selected images' }).click();
    await inbox.getByText('Accepted 3 images.').waitFor();
    await inbox.getByText('Nothing to decide.').waitFor();
    await inbox.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => items(inbox)).toBe(3);
    expect(sent).toEqual([3, 3]);
  });
});
