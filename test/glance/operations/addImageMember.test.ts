import { describe, expect, it, onTestFinished } from 'vitest';
import type { Caller } from '../../../src/glance/caller.ts';
import { createGlance, type Glance } from '../../../src/glance/glance.ts';
import { Cancellation } from '../../../src/lib/cancellation.ts';
import { IMAGE, LOOK, MEMBER, MEMBER_ROW, MEMBERSHIP, POST } from '../../support/addImageMember.ts';
import { hang } from '../../support/brokenSteps.ts';
import { holdResponse } from '../../support/holdResponse.ts';
import { startUpstream, type ScriptedUpstream, type UpstreamStep } from '../../support/scriptedUpstream.ts';

const key = { imageId: IMAGE, memberId: MEMBER };
const DELETE = LOOK.replace('GET', 'DELETE');
const FOUND = { status: 200, body: MEMBER_ROW };

async function start(script: readonly UpstreamStep[]): Promise<{ upstream: ScriptedUpstream; glance: Glance }> {
  const upstream = await startUpstream(script);
  const glance = createGlance({
    endpoint: upstream.url,
    connections: 8,
    connectTimeoutMs: 1000,
    headersTimeoutMs: 20_000,
    bodyTimeoutMs: 20_000,
    maxResponseBytes: 1 << 20,
  });
  onTestFinished(() => glance.close());
  return { upstream, glance };
}

function createCaller(token: string, cancellation = Cancellation.start(20_000)): Caller {
  onTestFinished(() => cancellation.stopTimer());
  return { token, cancellation };
}

describe('concurrent calls of addImageMember for one pair', () => {
  it('of the same token make one POST', async () => {
    const { upstream, glance } = await start([FOUND]);
    const adds = [1, 2, 3].map(() => glance.as(createCaller('alpha')).members.add(key));
    expect(await Promise.all(adds)).toEqual([MEMBERSHIP, MEMBERSHIP, MEMBERSHIP]);
    expect(upstream.calls).toEqual([POST]);
  });

  it('make a new POST once the earlier one has ended', async () => {
    const { upstream, glance } = await start([FOUND, { status: 409 }]);
    await glance.as(createCaller('alpha')).members.add(key);
    await expect(glance.as(createCaller('alpha')).members.add(key)).rejects.toMatchObject({ kind: 'memberExists' });
    expect(upstream.calls).toEqual([POST, POST]);
  });

  it('of different tokens follow one another, so that no token gets a result that another was allowed', async () => {
    const { step, release } = holdResponse(MEMBER_ROW);
    const { upstream, glance } = await start([step, { status: 403 }]);
    const first = glance.as(createCaller('alpha')).members.add(key);
    const second = glance.as(createCaller('beta')).members.add(key);
    await upstream.received(1);
    release();
    expect(await first).toEqual(MEMBERSHIP);
    await expect(second).rejects.toMatchObject({ kind: 'forbidden' });
    expect(upstream.requests.map(({ headers }) => headers['x-auth-token'])).toEqual(['alpha', 'beta']);
  });

  it('send a new POST after a removal that came in between', async () => {
    const { step, release } = holdResponse(MEMBER_ROW);
    const gone = { status: 404, body: { message: `${MEMBER} not found in the member list of the image ${IMAGE}.` } };
    const { upstream, glance } = await start([step, FOUND, { status: 204 }, gone, FOUND]);
    const first = glance.as(createCaller('alpha')).members.add(key);
    const removal = glance.as(createCaller('alpha')).members.remove(key);
    const second = glance.as(createCaller('alpha')).members.add(key);
    const third = glance.as(createCaller('alpha')).members.add(key);
    await upstream.received(1);
    release();
    expect(await Promise.all([first, removal, second, third])).toEqual([MEMBERSHIP, key, MEMBERSHIP, MEMBERSHIP]);
    expect(upstream.calls).toEqual([POST, LOOK, DELETE, DELETE, POST]);
  });

  it('do not share a POST that every caller has left', async () => {
    const { upstream, glance } = await start([hang, FOUND]);
    const leaver = Cancellation.start(20_000);
    const first = glance
      .as(createCaller('alpha', leaver))
      .members.add(key)
      .catch((error: unknown) => error);
    await upstream.received(1);
    leaver.cancel('clientGone');
    expect(await glance.as(createCaller('alpha')).members.add(key)).toEqual(MEMBERSHIP);
    expect(await first).toMatchObject({ kind: 'timeout' });
    expect(upstream.calls).toEqual([POST, POST]);
  });

  it('do not delay other pairs', async () => {
    const { step, release } = holdResponse(MEMBER_ROW);
    const { upstream, glance } = await start([step, FOUND]);
    const first = glance.as(createCaller('alpha')).members.add(key);
    await upstream.received(1);
    await glance.as(createCaller('alpha')).members.add({ ...key, memberId: 'other' });
    release();
    expect(await first).toEqual(MEMBERSHIP);
  });

  it('go on for the other callers when one goes away', async () => {
    const { step, release } = holdResponse(MEMBER_ROW);
    const { upstream, glance } = await start([step]);
    const leaver = Cancellation.start(20_000);
    const first = glance.as(createCaller('alpha', leaver)).members.add(key);
    const second = glance.as(createCaller('alpha')).members.add(key);
    await upstream.received(1);
    leaver.cancel('clientGone');
    release();
    expect(await second).toEqual(MEMBERSHIP);
    await first;
    expect(upstream.calls).toEqual([POST]);
  });

  it('end the POST when every caller is gone', async () => {
    const { upstream, glance } = await start([hang]);
    const leaver = Cancellation.start(20_000);
    const adds = [1, 2].map(() => glance.as(createCaller('alpha', leaver)).members.add(key));
    const ended = Promise.allSettled(adds);
    await upstream.received(1);
    leaver.cancel('clientGone');
    await upstream.abandoned;
    expect(await ended).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
    expect(upstream.calls).toEqual([POST]);
  });

  it('make no POST for a caller who is gone already', async () => {
    const { upstream, glance } = await start([]);
    const leaver = Cancellation.start(20_000);
    leaver.cancel('clientGone');
    const add = glance.as(createCaller('alpha', leaver)).members.add(key);
    await expect(add).rejects.toMatchObject({ kind: 'timeout', outcome: 'notApplied' });
    expect(upstream.calls).toEqual([]);
  });

  it('make no POST after the deadline', async () => {
    const { upstream, glance } = await start([]);
    const add = glance.as(createCaller('alpha', Cancellation.start(0))).members.add(key);
    await expect(add).rejects.toMatchObject({ kind: 'timeout', outcome: 'notApplied' });
    expect(upstream.calls).toEqual([]);
  });

  it('give up their turn at their own deadline, without a POST', async () => {
    const { step, release } = holdResponse(MEMBER_ROW);
    const { upstream, glance } = await start([step]);
    const first = glance.as(createCaller('alpha')).members.add(key);
    await upstream.received(1);
    const second = glance.as(createCaller('beta', Cancellation.start(50))).members.add(key);
    await expect(second).rejects.toMatchObject({ kind: 'timeout', outcome: 'notApplied' });
    release();
    expect(await first).toEqual(MEMBERSHIP);
    expect(upstream.calls).toEqual([POST]);
  });
});
