import { describe, expect, it, onTestFinished } from 'vitest';
import { GlanceError } from '../../../src/glance/glance.ts';
import { IMAGE, MEMBER } from '../../../test/support/addImageMember.ts';
import { REMOVAL, startLiveGateway } from '../../../test/support/liveGateway.ts';
import type { SharingEvent as Sent, ResyncReason } from '../../../src/live/sharingFeed.ts';
import { LIVE_CLIENTS } from './support/liveClients.ts';
import { startCuttableProxy } from './support/startCuttableProxy.ts';

const REMOVED = {
  __typename: 'ImageMemberRemoved',
  deletedImageMemberId: Buffer.from(`ImageMember:${IMAGE}:${MEMBER}`).toString('base64url'),
  imageId: IMAGE,
  memberId: MEMBER,
  cause: 'REMOVED',
};
const resync = (reason: ResyncReason): Sent => ({ kind: 'resync', reason, at: '2026-11-26T00:00:00Z' });

/** A gateway whose events the test pushes, followed by one client. */
async function follow(start: (typeof LIVE_CLIENTS)[number][1], token = 'token-of-the-user') {
  const live = await startLiveGateway();
  const proxy = await startCuttableProxy(live.url);
  const told: unknown[] = [];
  const stop = start(
    { url: `${proxy.url}/graphql`, token: () => token },
    {
      firstDelayMs: 20,
      onState: (state) => told.push(state),
      onChange: (event) => told.push(event),
      onMissed: () => told.push('missed'),
      onEnd: (errors) => told.push(errors.map(({ code }) => code)),
    },
  );
  onTestFinished(stop);
  const last = () => live.feed.subscriptions.at(-1);
  return { ...live, told, stop, last, cut: () => proxy.cut() };
}

describe.each(LIVE_CLIENTS)('a subscription that is followed with %s', (_name, start) => {
  it('tells of each change, and that something was missed after a gap', async () => {
    const { told, last } = await follow(start);
    await expect.poll(() => told).toEqual(['live']);
    last()?.push(REMOVAL);
    await expect.poll(() => told).toEqual(['live', REMOVED]);
    last()?.push(resync('sourceLost'));
    await expect.poll(() => told).toEqual(['live', REMOVED, 'missed']);
  });

  it.each([
    [
      'the gateway has restarted',
      (feed: Awaited<ReturnType<typeof follow>>['last']) => {
        feed()?.push(resync('gatewayRestarted'));
        feed()?.end();
      },
    ],
    [
      'it was read too slowly',
      (feed: Awaited<ReturnType<typeof follow>>['last']) => {
        feed()?.push(resync('slowConsumer'));
        feed()?.end();
      },
    ],
    ['it was ended without a word', (feed: Awaited<ReturnType<typeof follow>>['last']) => feed()?.end()],
    [
      'it has failed',
      (feed: Awaited<ReturnType<typeof follow>>['last']) => feed()?.fail(new GlanceError('unreachable')),
    ],
  ])('comes again when %s, and tells that something was missed', async (_why, end) => {
    const { told, last, feed } = await follow(start);
    await expect.poll(() => told).toEqual(['live']);
    end(last);
    await expect.poll(() => told).toEqual(['live', 'reconnecting', 'live', 'missed']);
    expect(feed.subscriptions).toHaveLength(2);
    last()?.push(REMOVAL);
    await expect.poll(() => told.at(-1)).toEqual(REMOVED);
  });

  it('comes again when its connection is cut, and tells that something was missed', async () => {
    const { told, last, cut } = await follow(start);
    await expect.poll(() => told).toEqual(['live']);
    cut();
    await expect.poll(() => told).toEqual(['live', 'reconnecting', 'live', 'missed']);
    last()?.push(REMOVAL);
    await expect.poll(() => told.at(-1)).toEqual(REMOVED);
  });

  it('ends when the token is refused, and tells so', async () => {
    const { told, last, feed } = await follow(start);
    await expect.poll(() => told).toEqual(['live']);
    last()?.fail(new GlanceError('unauthorized'));
    await expect.poll(() => told).toEqual(['live', 'off', ['UNAUTHENTICATED']]);
    expect(feed.subscriptions).toHaveLength(1);
  });

  it('ends at once without a token', async () => {
    const { told } = await follow(start, '');
    await expect.poll(() => told).toEqual(['off', ['UNAUTHENTICATED']]);
  });

  it('ends when it is stopped', async () => {
    const { told, last, stop } = await follow(start);
    await expect.poll(() => told).toEqual(['live']);
    stop();
    await expect.poll(() => last()?.isClosed).toBe(true);
    expect(told).toEqual(['live', 'off']);
  });
});
