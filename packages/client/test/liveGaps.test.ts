import { describe, expect, it } from 'vitest';
import { callGlance, startDemo } from '../../../test/embedded/startDemo.ts';
import { startLiveGateway } from '../../../test/support/liveGateway.ts';
import { MyShareableImagesDocument } from '../src/index.ts';
import { createRereader } from '../src/rereader.ts';
import { operation } from './support/cacheScenes.ts';
import { LIVE_CACHES } from './support/liveCaches.ts';
import { UNSHARED_IMAGE } from './support/startKit.ts';

/** A gateway whose events the test pushes, so that a change comes without an event. */
async function start() {
  const demo = await startDemo();
  const { url, feed } = await startLiveGateway({ OS_AUTH_URL: demo.identityUrl }, { endpoint: demo.url });
  const shareInSilence = (): Promise<Response> =>
    callGlance(demo, 'POST', `/v2/images/${UNSHARED_IMAGE}/members`, { body: { member: demo.projects.beta } });
  return { url: `${url}/graphql`, demo, shareInSilence, last: () => feed.subscriptions.at(-1) };
}

const pendingIds = (data: unknown): unknown =>
  Object(data).images?.edges.flatMap(({ node }: { node: { members: { memberId: string }[] } }) =>
    node.members.map(({ memberId }) => memberId),
  );

describe.each(LIVE_CACHES)('the cache of %s', (_name, watch) => {
  it.each([
    [
      'something was missed',
      (own: Awaited<ReturnType<typeof start>>) => {
        own.last()?.push({ kind: 'resync', reason: 'sourceLost', at: '2026-11-26T00:00:00Z' });
      },
    ],
    ['the subscription was away', (own: Awaited<ReturnType<typeof start>>) => own.last()?.end()],
  ])('reads the lists on the screen again when %s', async (_why, miss) => {
    const own = await start();
    const { alpha, beta } = own.demo.projects;
    const images = watch(own, own.demo.tokens.alpha, operation(MyShareableImagesDocument, { ownerId: alpha }));
    await expect.poll(images.isLive).toBe(true);
    expect(pendingIds(images.data())).toEqual([beta]);
    await own.shareInSilence();
    miss(own);
    await expect.poll(() => pendingIds(images.data())).toEqual([beta, beta]);
  });
});

describe('createRereader', () => {
  it('reads once for many requests, and once more for those that come while it reads', async () => {
    let reads = 0;
    let finish = (): void => {};
    const reread = createRereader(() => {
      reads += 1;
      return new Promise<void>((resolve) => (finish = resolve));
    });
    reread();
    reread();
    await expect.poll(() => reads).toBe(1);
    reread();
    reread();
    finish();
    await expect.poll(() => reads).toBe(2);
    finish();
    reread();
    await expect.poll(() => reads).toBe(3);
  });

  it('goes on after a read that failed', async () => {
    let reads = 0;
    const reread = createRereader(() => {
      reads += 1;
      return Promise.reject(new Error('no connection'));
    });
    reread();
    await expect.poll(() => reads).toBe(1);
    reread();
    await expect.poll(() => reads).toBe(2);
  });
});
