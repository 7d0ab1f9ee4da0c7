import { expect, it, onTestFinished } from 'vitest';
import { demoSeed } from '../../../src/embedded/demoSeed.ts';
import { startEmbeddedGlance } from '../../../src/embedded/server.ts';
import { createPollingFeed, type PollingFeedOptions } from '../../../src/live/polling/pollingFeed.ts';
import type { SharingEvent } from '../../../src/live/sharingFeed.ts';
import { startRecorder } from '../../support/recorder.ts';
import { openGlance, toSubscription } from '../../suites/live/subscribe.ts';

const { projects } = demoSeed;
type TokenName = keyof typeof demoSeed.tokens;

const FEDORA = imageIdOf('fedora-cloud-43');
const UBUNTU = imageIdOf('ubuntu-24.04-server');

async function startStage(options: Partial<PollingFeedOptions> = {}) {
  const embedded = await startEmbeddedGlance();
  const recorder = await startRecorder(embedded.url);
  const glance = openGlance(recorder.url, embedded.identityUrl.replace(/\/v3\/?$/, ''));
  const feed = createPollingFeed({ intervalMs: 30, callsPerMinute: 1_000_000, tokenCheckMs: 60_000, ...options });
  onTestFinished(async () => {
    await feed.close();
    await glance.close();
    await embedded.stop();
  });
  const follow = async (token: TokenName, imageId: string | null = null): Promise<SharingEvent[]> => {
    const events: SharingEvent[] = [];
    const stream = feed.subscribe(toSubscription(glance, embedded.tokens[token], imageId));
    void (async () => {
      for await (const event of stream) events.push(event);
    })();
    await expect.poll(() => events, { timeout: 10_000 }).toMatchObject([{ kind: 'ready', source: 'polling' }]);
    return events;
  };
  const call = async (token: TokenName, method: string, path: string, body?: unknown): Promise<void> => {
    const type = method === 'PATCH' ? 'application/openstack-images-v2.1-json-patch' : 'application/json';
    const response = await fetch(`${embedded.url}/v2/images/${path}`, {
      method,
      headers: { 'x-auth-token': embedded.tokens[token], 'content-type': type },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    expect([path, response.ok]).toEqual([path, true]);
  };
  return { follow, call, calls: recorder.calls };
}

it('tells the owner and the member of a share, a decision and a removal, and nobody else', async () => {
  const { follow, call } = await startStage();
  const [alpha, beta, gamma] = await Promise.all([follow('alpha'), follow('beta'), follow('gamma')]);
  const bothHave = async (count: number): Promise<void> => {
    await expect.poll(() => [alpha.length, beta.length], { timeout: 5000 }).toEqual([count, count]);
  };
  await call('alpha', 'POST', `${FEDORA}/members`, { member: projects.beta });
  await bothHave(2);
  await call('beta', 'PUT', `${FEDORA}/members/${projects.beta}`, { status: 'accepted' });
  await bothHave(3);
  await call('alpha', 'DELETE', `${FEDORA}/members/${projects.beta}`);
  await bothHave(4);
  const key = { imageId: FEDORA, memberId: projects.beta };
  const shown = [
    { kind: 'added', member: { ...key, status: 'pending' }, image: { name: 'fedora-cloud-43' } },
    { kind: 'updated', member: { ...key, status: 'accepted' } },
  ];
  expect(alpha.slice(1)).toMatchObject([...shown, { kind: 'removed', key, cause: 'removed' }]);
  // The image service shows nothing of an image to a former member, so the cause is not known.
  expect(beta.slice(1)).toMatchObject([...shown, { kind: 'removed', key, cause: 'unknown' }]);
  expect(gamma).toHaveLength(1);
});

it('tells the owner why sharing has ended', async () => {
  const { follow, call } = await startStage();
  const alpha = await follow('alpha');
  await call('alpha', 'PATCH', UBUNTU, [{ op: 'replace', path: '/visibility', value: 'private' }]);
  const key = { imageId: UBUNTU, memberId: projects.beta };
  await expect
    .poll(() => alpha.slice(1), { timeout: 5000 })
    .toEqual([{ kind: 'removed', key, cause: 'visibilityChanged' }]);
  await call('alpha', 'POST', `${FEDORA}/members`, { member: projects.gamma });
  await expect.poll(() => alpha.length, { timeout: 5000 }).toBe(3);
  await call('alpha', 'DELETE', FEDORA);
  await expect
    .poll(() => alpha.slice(3), { timeout: 5000 })
    .toEqual([{ kind: 'removed', key: { imageId: FEDORA, memberId: projects.gamma }, cause: 'imageDeleted' }]);
});

it('reads once for all subscriptions of one token, and two calls for one image', async () => {
  const { follow, calls } = await startStage({ intervalMs: 60_000 });
  await Promise.all([follow('alpha', UBUNTU), follow('alpha', UBUNTU), follow('alpha', UBUNTU)]);
  expect(calls.map(({ method, url }) => `${method} ${url}`)).toEqual([
    `GET /v2/images/${UBUNTU}`,
    `GET /v2/images/${UBUNTU}/members`,
  ]);
});

it('makes no more calls than the budget allows, however many subscriptions there are', async () => {
  const { follow, calls } = await startStage({ callsPerMinute: 600 });
  const started = performance.now();
  const names: TokenName[] = ['alpha', 'beta', 'gamma', 'alphaReader', 'betaReader'];
  await Promise.all(names.map((name) => follow(name)));
  await new Promise((resolve) => setTimeout(resolve, 3000));
  const seconds = (performance.now() - started) / 1000;
  // Ten a second, after those of ten seconds at once, and one poll of each that has begun.
  expect(calls.length).toBeLessThanOrEqual(100 + 10 * seconds + names.length * 30);
  expect(calls.length).toBeGreaterThan(50);
});

function imageIdOf(name: string): string {
  const image = demoSeed.images.find((one) => one.name === name);
  if (!image) throw new Error(`no image ${name}`);
  return image.id;
}
