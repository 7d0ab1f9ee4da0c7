import { describe, expect, it, onTestFinished } from 'vitest';
import { demoSeed } from '../../src/embedded/demoSeed.ts';
import { startEmbeddedGlance, type EmbeddedGlance } from '../../src/embedded/server.ts';
import { isGlanceError, type Glance } from '../../src/glance/glance.ts';
import { startNotificationFeed } from '../../src/live/notificationFeed.ts';
import { createEmbeddedNotifications } from '../../src/live/notifications/embeddedNotifications.ts';
import type { SharingEvent, SharingFeed } from '../../src/live/sharingFeed.ts';
import { openGlance, toSubscription } from '../suites/live/subscribe.ts';

const { projects, images } = demoSeed;
const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/);
const READY = { kind: 'ready', source: 'notifications', at: TIME };
/** Shared by alpha, without members. */
const FEDORA = imageIdOf('fedora-cloud-43');
/** Shared by alpha with beta, who has not decided. */
const UBUNTU = imageIdOf('ubuntu-24.04-server');
/** Private, of alpha. */
const RUNNER = imageIdOf('ci-runner-snapshot');

interface Stage {
  readonly embedded: EmbeddedGlance;
  readonly glance: Glance;
  readonly feed: SharingFeed;
  follow(token: keyof typeof demoSeed.tokens, imageId?: string): Promise<Follower>;
}

interface Follower {
  readonly events: unknown[];
  error: unknown;
  isEnded: boolean;
  /** What came after `ready`, when there are so many. */
  next(count: number): Promise<unknown[]>;
}

async function startStage({ tokenCheckMs = 60_000 } = {}): Promise<Stage> {
  const embedded = await startEmbeddedGlance();
  const glance = openGlance(embedded.url, embedded.identityUrl.replace(/\/v3\/?$/, ''));
  const feed = await startNotificationFeed({
    source: createEmbeddedNotifications(embedded.url, () => {}),
    tokenCheckMs,
  });
  onTestFinished(async () => {
    await feed.close();
    await glance.close();
    await embedded.stop();
  });
  return { embedded, glance, feed, follow: (token, imageId) => follow(feed, glance, embedded.tokens[token], imageId) };
}

async function follow(feed: SharingFeed, glance: Glance, token: string, imageId?: string): Promise<Follower> {
  const events: unknown[] = [];
  const follower: Follower = {
    events,
    error: null,
    isEnded: false,
    async next(count) {
      await expect.poll(() => events.length, { timeout: 5000 }).toBeGreaterThan(count);
      return events.slice(1);
    },
  };
  const stream = feed.subscribe(toSubscription(glance, token, imageId ?? null));
  void (async () => {
    try {
      for await (const event of stream) events.push(toShape(event));
    } catch (error) {
      follower.error = error;
    }
    follower.isEnded = true;
  })();
  await expect.poll(() => events).toEqual([READY]);
  return follower;
}

/** The part of an event that a test compares. */
function toShape(event: SharingEvent): unknown {
  if (!('member' in event)) return event;
  const { imageId, memberId, status } = event.member;
  return { kind: event.kind, imageId, memberId, status, image: event.image?.name };
}

function call({ embedded }: Stage, token: keyof typeof demoSeed.tokens, method: string, path: string, body?: unknown) {
  const type = method === 'PATCH' ? 'application/openstack-images-v2.1-json-patch' : 'application/json';
  return fetch(`${embedded.url}/v2/images/${path}`, {
    method,
    headers: { 'x-auth-token': embedded.tokens[token], 'content-type': type },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).then(({ ok, status }) => expect([path, status, ok]).toEqual([path, status, true]));
}

const setVisibility = (stage: Stage, imageId: string, value: string) =>
  call(stage, 'alpha', 'PATCH', imageId, [{ op: 'replace', path: '/visibility', value }]);

it('a share, a decision and a removal are told to the owner and the member, and to nobody else', async () => {
  const stage = await startStage();
  const [alpha, beta, gamma] = await Promise.all([stage.follow('alpha'), stage.follow('beta'), stage.follow('gamma')]);
  await call(stage, 'alpha', 'POST', `${FEDORA}/members`, { member: projects.beta });
  await Promise.all([alpha.next(1), beta.next(1)]);
  await call(stage, 'beta', 'PUT', `${FEDORA}/members/${projects.beta}`, { status: 'accepted' });
  await Promise.all([alpha.next(2), beta.next(2)]);
  await call(stage, 'alpha', 'DELETE', `${FEDORA}/members/${projects.beta}`);
  const key = { imageId: FEDORA, memberId: projects.beta };
  const events = [
    { kind: 'added', ...key, status: 'pending', image: 'fedora-cloud-43' },
    { kind: 'updated', ...key, status: 'accepted', image: 'fedora-cloud-43' },
    { kind: 'removed', key, cause: 'removed' },
  ];
  expect(await alpha.next(3)).toEqual(events);
  expect(await beta.next(3)).toEqual(events);
  expect(gamma.events).toEqual([READY]);
});

describe('the notifications of an image', () => {
  it('end the sharing of a member that was there before, when the image becomes private, and begin it again', async () => {
    const stage = await startStage();
    const beta = await stage.follow('beta');
    await setVisibility(stage, UBUNTU, 'private');
    await beta.next(1);
    await setVisibility(stage, UBUNTU, 'shared');
    expect(await beta.next(2)).toEqual([
      { kind: 'removed', key: { imageId: UBUNTU, memberId: projects.beta }, cause: 'visibilityChanged' },
      { kind: 'added', imageId: UBUNTU, memberId: projects.beta, status: 'pending', image: 'ubuntu-24.04-server' },
    ]);
  });

  it('end the sharing of every member for an owner who follows the image, when it is deleted', async () => {
    const stage = await startStage();
    const alpha = await stage.follow('alpha', UBUNTU);
    await call(stage, 'alpha', 'DELETE', UBUNTU);
    expect(await alpha.next(1)).toEqual([
      { kind: 'removed', key: { imageId: UBUNTU, memberId: projects.beta }, cause: 'imageDeleted' },
    ]);
  });

  it('tell nothing of another image to those who follow one', async () => {
    const stage = await startStage();
    const alpha = await stage.follow('alpha', UBUNTU);
    await call(stage, 'alpha', 'POST', `${FEDORA}/members`, { member: projects.gamma });
    await call(stage, 'alpha', 'POST', `${UBUNTU}/members`, { member: projects.gamma });
    expect(await alpha.next(1)).toMatchObject([{ kind: 'added', imageId: UBUNTU, memberId: projects.gamma }]);
  });

  it('tell an administrator of every project', async () => {
    const stage = await startStage();
    const admin = await stage.follow('admin');
    await call(stage, 'alpha', 'POST', `${FEDORA}/members`, { member: projects.gamma });
    expect(await admin.next(1)).toMatchObject([{ kind: 'added', imageId: FEDORA, memberId: projects.gamma }]);
  });

  it('tell nobody but the owner of a private image that becomes shared without members', async () => {
    const stage = await startStage();
    const [alpha, gamma] = await Promise.all([stage.follow('alpha'), stage.follow('gamma')]);
    await setVisibility(stage, RUNNER, 'shared');
    await call(stage, 'alpha', 'POST', `${RUNNER}/members`, { member: projects.beta });
    const [first] = await alpha.next(1);
    expect(first).toMatchObject({ kind: 'added', imageId: RUNNER, memberId: projects.beta });
    expect(gamma.events).toEqual([READY]);
  });
});

describe('a subscription', () => {
  it('is told after a gap, and goes on', async () => {
    const stage = await startStage();
    const beta = await stage.follow('beta');
    stage.embedded.reset();
    await beta.next(1);
    await call(stage, 'alpha', 'POST', `${FEDORA}/members`, { member: projects.beta });
    expect(await beta.next(2)).toMatchObject([
      { kind: 'resync', reason: 'sourceLost', at: TIME },
      { kind: 'added', imageId: FEDORA, memberId: projects.beta },
    ]);
  });

  it('ends as unauthorized when the token is revoked', async () => {
    const stage = await startStage({ tokenCheckMs: 50 });
    const beta = await stage.follow('beta');
    const token = stage.embedded.tokens.beta;
    await fetch(`${stage.embedded.identityUrl.replace(/\/v3\/?$/, '')}/v3/auth/tokens`, {
      method: 'DELETE',
      headers: { 'x-auth-token': token, 'x-subject-token': token },
    });
    await expect.poll(() => beta.isEnded).toBe(true);
    expect(isGlanceError(beta.error, 'unauthorized')).toBe(true);
  });

  it('ends when the feed is closed, and says that the gateway restarts', async () => {
    const stage = await startStage();
    const beta = await stage.follow('beta');
    await stage.feed.close();
    await expect.poll(() => beta.isEnded).toBe(true);
    expect(beta.events).toEqual([READY, { kind: 'resync', reason: 'gatewayRestarted', at: TIME }]);
  });

  it('of a subscriber who does not read ends with a resync in place of all unread events', async () => {
    const { embedded, glance, feed } = await startStage();
    const stream = feed.subscribe(toSubscription(glance, embedded.tokens.beta));
    const stage = { embedded, glance, feed, follow: () => Promise.reject(new Error('not followed')) };
    expect((await stream.next()).value).toEqual(READY);
    const decide = (status: string) => call(stage, 'beta', 'PUT', `${UBUNTU}/members/${projects.beta}`, { status });
    for (let count = 0; count < 520; count += 1) await decide(count % 2 === 0 ? 'accepted' : 'rejected');
    const events: unknown[] = [];
    for await (const event of stream) events.push(event);
    expect(events.at(-1)).toEqual({ kind: 'resync', reason: 'slowConsumer', at: TIME });
    expect(events.length).toBeLessThan(30);
  });

  it('of a token for no project is refused with a sentence', async () => {
    const stage = await startStage();
    const stream = stage.feed.subscribe(toSubscription(stage.glance, 'an-invented-token-of-nobody'));
    await expect(stream.next()).rejects.toMatchObject({ kind: 'unauthorized' });
  });
});

function imageIdOf(name: string): string {
  const image = images.find((one) => one.name === name);
  if (!image) throw new Error(`no image ${name}`);
  return image.id;
}
