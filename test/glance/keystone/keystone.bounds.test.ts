import { describe, expect, it, onTestFinished } from 'vitest';
import { postImageMember } from '../../../src/glance/wire/imageMember.ts';
import { createKeystoneGlance } from '../../support/keystoneGlance.ts';
import { createCaller, KEY, ok, status } from '../../support/testGlance.ts';
import { startRepeatingUpstream, startUpstream } from '../../support/scriptedUpstream.ts';

const DOWN = { kind: 'unavailable', message: 'The identity service is down or overloaded.' };
const BAD = { kind: 'unauthorized', upstreamStatus: 401 };

describe('a failing Keystone', () => {
  it('is not called any more by its circuit breaker, while the image service is called', async () => {
    const upstream = await startRepeatingUpstream(...Array.from({ length: 60 }, () => status(401)), ok);
    const keystone = await startRepeatingUpstream(status(503));
    const glance = createKeystoneGlance(upstream.url, keystone.url);
    for (let index = 0; index < 60; index += 1) {
      await expect(postImageMember(glance.wire(createCaller()), KEY)).rejects.toMatchObject(DOWN);
    }
    expect(keystone.calls.length).toBeLessThan(60);
    expect(glance.state.breaker).toBe('closed');
    await postImageMember(glance.wire(createCaller()), KEY);
    expect(upstream.calls).toHaveLength(61);
  });

  it('is asked by sixteen callers at a time at most', async () => {
    const upstream = await startRepeatingUpstream(status(401));
    const waiting: (() => void)[] = [];
    const keystone = await startUpstream(async () => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return status(401);
    });
    const release = setInterval(() => waiting.splice(0).forEach((answer) => answer()), 20);
    onTestFinished(() => clearInterval(release));
    const glance = createKeystoneGlance(upstream.url, keystone.url, { connections: 64, headersTimeoutMs: 5000 });
    const calls = Array.from({ length: 100 }, () => postImageMember(glance.wire(createCaller()), KEY));
    for (const result of await Promise.allSettled(calls)) expect(result).toMatchObject({ reason: BAD });
    expect(keystone.calls).toHaveLength(100);
    expect(keystone.mostAtOnce).toBe(16);
  });
});
