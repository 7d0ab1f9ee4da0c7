import { describe, expect, it } from 'vitest';
import {
  deleteImageMember,
  getImageMember,
  postImageMember,
  putImageMember,
} from '../../../src/glance/wire/imageMember.ts';
import { Cancellation } from '../../../src/lib/cancellation.ts';
import { createCaller, createTestGlance, KEY, MEMBER, ok, status } from '../../support/testGlance.ts';
import { startRepeatingUpstream } from '../../support/scriptedUpstream.ts';
import { reset } from '../../support/brokenSteps.ts';

const GET = `GET /v2/images/${KEY.imageId}/members/${KEY.memberId}`;

describe('a read', () => {
  it.each([
    ['502', status(502)],
    ['503', status(503)],
    ['504', status(504)],
    ['429', status(429)],
    ['a reset connection', reset],
  ])('is repeated after %s', async (_name, failure) => {
    const upstream = await startRepeatingUpstream(failure, ok);
    const glance = createTestGlance(upstream.url);
    expect(await getImageMember(glance.wire(createCaller()), KEY)).toEqual(MEMBER);
    expect(upstream.calls).toEqual([GET, GET]);
  });

  it.each([400, 403, 409, 500])('is made once when the response is %i', async (code) => {
    const upstream = await startRepeatingUpstream(status(code));
    const glance = createTestGlance(upstream.url);
    await expect(getImageMember(glance.wire(createCaller()), KEY)).rejects.toMatchObject({ upstreamStatus: code });
    expect(upstream.calls).toEqual([GET]);
  });

  it('is made three times at most', async () => {
    const upstream = await startRepeatingUpstream(status(503));
    const glance = createTestGlance(upstream.url);
    await expect(getImageMember(glance.wire(createCaller()), KEY)).rejects.toMatchObject({ upstreamStatus: 503 });
    expect(upstream.calls).toEqual([GET, GET, GET]);
  });

  it('waits as long as Retry-After says', async () => {
    const upstream = await startRepeatingUpstream(status(429, { 'retry-after': '1' }), ok);
    const glance = createTestGlance(upstream.url);
    const started = performance.now();
    expect(await getImageMember(glance.wire(createCaller()), KEY)).toEqual(MEMBER);
    expect(performance.now() - started).toBeGreaterThanOrEqual(995);
  });

  it('fails at once when Retry-After is beyond the deadline', async () => {
    const upstream = await startRepeatingUpstream(status(429, { 'retry-after': '60' }), ok);
    const glance = createTestGlance(upstream.url);
    await expect(getImageMember(glance.wire(createCaller(Cancellation.start(5000))), KEY)).rejects.toMatchObject({
      kind: 'rateLimited',
      retryAfterSeconds: 60,
    });
    expect(upstream.calls).toEqual([GET]);
  });

  it('is repeated for a tenth of the calls and a reserve of ten in an outage', async () => {
    const upstream = await startRepeatingUpstream(status(503));
    const glance = createTestGlance(upstream.url);
    const calls = Array.from({ length: 100 }, () => getImageMember(glance.wire(createCaller()), KEY));
    const results = await Promise.allSettled(calls);
    expect(results.filter(({ status: end }) => end === 'rejected')).toHaveLength(100);
    expect(upstream.calls).toHaveLength(110);
  });
});

describe('a write', () => {
  it.each([
    ['POST', postImageMember],
    ['DELETE', deleteImageMember],
    ['PUT', (...[wire, key]: Parameters<typeof postImageMember>) => putImageMember(wire, key, 'accepted')],
  ] as const)('%s is sent once, whatever the failure', async (method, write) => {
    for (const failure of [status(502), status(503), status(504), status(429), reset]) {
      const upstream = await startRepeatingUpstream(failure);
      const glance = createTestGlance(upstream.url);
      await expect(write(glance.wire(createCaller()), KEY)).rejects.toMatchObject({ name: 'GlanceError' });
      expect(upstream.calls.map((request) => request.split(' ')[0])).toEqual([method]);
    }
  });
});
