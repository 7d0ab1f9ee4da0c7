import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { getImageMember, postImageMember } from '../../../src/glance/wire/imageMember.ts';
import { Cancellation } from '../../../src/lib/cancellation.ts';
import { createCaller, createTestGlance, KEY, MEMBER, MEMBER_ROW, ok } from '../../support/testGlance.ts';
import { startRepeatingUpstream } from '../../support/scriptedUpstream.ts';

const REFUSED = { kind: 'unavailable', outcome: 'notApplied', upstreamStatus: null, retryable: true };

describe('the queue', () => {
  it('refuses what does not fit, at once and not applied', async () => {
    const held: ServerResponse[] = [];
    const upstream = await startRepeatingUpstream((response) => held.push(response), ok);
    const glance = createTestGlance(upstream.url, { limit: 1, queueLimit: 1 });
    const running = getImageMember(glance.wire(createCaller()), KEY);
    const queued = getImageMember(glance.wire(createCaller()), KEY);
    await expect(postImageMember(glance.wire(createCaller()), KEY)).rejects.toMatchObject(REFUSED);
    await expect.poll(() => held.length).toBe(1);
    held[0]?.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(MEMBER_ROW));
    expect(await Promise.all([running, queued])).toEqual([MEMBER, MEMBER]);
    expect(upstream.calls).toHaveLength(2);
  });

  it('is left by a call whose deadline comes, which is not applied', async () => {
    const upstream = await startRepeatingUpstream(() => {});
    const glance = createTestGlance(upstream.url, { limit: 1, queueLimit: 1 });
    const leaver = Cancellation.start(10_000);
    const running = getImageMember(glance.wire(createCaller(leaver)), KEY);
    const late = postImageMember(glance.wire(createCaller(Cancellation.start(50))), KEY);
    await expect(late).rejects.toMatchObject({ kind: 'timeout', outcome: 'notApplied', requestId: null });
    const next = postImageMember(glance.wire(createCaller(Cancellation.start(50))), KEY);
    await expect(next).rejects.toMatchObject({ kind: 'timeout', outcome: 'notApplied', requestId: null });
    leaver.cancel('clientGone');
    await expect(running).rejects.toMatchObject({ kind: 'timeout' });
    expect(upstream.calls).toHaveLength(1);
  });

  it('is left by a call whose client is gone', async () => {
    const upstream = await startRepeatingUpstream(() => {});
    const glance = createTestGlance(upstream.url, { limit: 1, queueLimit: 1 });
    const leaver = Cancellation.start(10_000);
    const running = getImageMember(glance.wire(createCaller(leaver)), KEY);
    const leaving = postImageMember(glance.wire(createCaller(leaver)), KEY);
    leaver.cancel('clientGone');
    await expect(leaving).rejects.toMatchObject({ kind: 'timeout', outcome: 'notApplied' });
    await expect(running).rejects.toMatchObject({ kind: 'timeout' });
  });
});
