import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { findImageMember, postImageMember } from '../../../src/glance/wire/imageMember.ts';
import { Cancellation } from '../../../src/lib/cancellation.ts';
import {
  createCaller,
  createTestGlance,
  KEY,
  MEMBER_ROW,
  ok,
  startScriptedUpstream,
} from '../../support/scriptedUpstream.ts';

const REFUSED = { kind: 'unavailable', outcome: 'notApplied', upstreamStatus: null, retryable: true };

describe('the queue', () => {
  it('refuses what does not fit, at once and not applied', async () => {
    const held: ServerResponse[] = [];
    const upstream = await startScriptedUpstream((response) => held.push(response), ok);
    const { client } = createTestGlance(upstream.url, { limit: 1, queueLimit: 1 });
    const running = findImageMember(client, createCaller(), KEY);
    const queued = findImageMember(client, createCaller(), KEY);
    await expect(postImageMember(client, createCaller(), KEY)).rejects.toMatchObject(REFUSED);
    await expect.poll(() => held.length).toBe(1);
    held[0]?.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(MEMBER_ROW));
    expect(await Promise.all([running, queued])).toEqual([MEMBER_ROW, MEMBER_ROW]);
    expect(upstream.requests).toHaveLength(2);
  });

  it('is left by a call whose deadline comes, which is not applied', async () => {
    const upstream = await startScriptedUpstream(() => {});
    const { client } = createTestGlance(upstream.url, { limit: 1, queueLimit: 1 });
    const leaver = Cancellation.start(10_000);
    const running = findImageMember(client, createCaller(leaver), KEY);
    const late = postImageMember(client, createCaller(Cancellation.start(50)), KEY);
    await expect(late).rejects.toMatchObject({ kind: 'timeout', outcome: 'notApplied', requestId: null });
    const next = postImageMember(client, createCaller(Cancellation.start(50)), KEY);
    await expect(next).rejects.toMatchObject({ kind: 'timeout', outcome: 'notApplied', requestId: null });
    leaver.cancel('clientGone');
    await expect(running).rejects.toMatchObject({ kind: 'timeout' });
    expect(upstream.requests).toHaveLength(1);
  });

  it('is left by a call whose client is gone', async () => {
    const upstream = await startScriptedUpstream(() => {});
    const { client } = createTestGlance(upstream.url, { limit: 1, queueLimit: 1 });
    const leaver = Cancellation.start(10_000);
    const running = findImageMember(client, createCaller(leaver), KEY);
    const leaving = postImageMember(client, createCaller(leaver), KEY);
    leaver.cancel('clientGone');
    await expect(leaving).rejects.toMatchObject({ kind: 'timeout', outcome: 'notApplied' });
    await expect(running).rejects.toMatchObject({ kind: 'timeout' });
  });
});
