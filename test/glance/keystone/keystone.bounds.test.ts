import { describe, expect, it, onTestFinished } from 'vitest';
import { postImageMember } from '../../../src/glance/wire/imageMember.ts';
import { createKeystoneGlance } from '../../support/keystoneGlance.ts';
import { createCaller, KEY, ok, startScriptedUpstream, status } from '../../support/scriptedUpstream.ts';

const DOWN = { kind: 'unavailable', message: 'The identity service is down or overloaded.' };
const BAD = { kind: 'unauthorized', upstreamStatus: 401 };

describe('a failing Keystone', () => {
  it('is left alone by its own circuit breaker, while the image service is called', async () => {
    const upstream = await startScriptedUpstream(...Array.from({ length: 60 }, () => status(401)), ok);
    const keystone = await startScriptedUpstream(status(503));
    const glance = createKeystoneGlance(upstream.url, keystone.url);
    for (let index = 0; index < 60; index += 1) {
      await expect(postImageMember(glance.wire(createCaller()), KEY)).rejects.toMatchObject(DOWN);
    }
    expect(keystone.requests.length).toBeLessThan(60);
    expect(glance.state.breaker).toBe('closed');
    await postImageMember(glance.wire(createCaller()), KEY);
    expect(upstream.requests).toHaveLength(61);
  });

  it('is asked by sixteen callers at a time at most', async () => {
    const upstream = await startScriptedUpstream(status(401));
    let running = 0;
    let most = 0;
    const waiting: (() => void)[] = [];
    const keystone = await startScriptedUpstream((response, request) => {
      running += 1;
      most = Math.max(most, running);
      waiting.push(() => {
        running -= 1;
        status(401)(response, request);
      });
    });
    const release = setInterval(() => waiting.splice(0).forEach((answer) => answer()), 20);
    onTestFinished(() => clearInterval(release));
    const glance = createKeystoneGlance(upstream.url, keystone.url, { connections: 64, headersTimeoutMs: 5000 });
    const calls = Array.from({ length: 100 }, () => postImageMember(glance.wire(createCaller()), KEY));
    for (const result of await Promise.allSettled(calls)) expect(result).toMatchObject({ reason: BAD });
    expect(keystone.requests).toHaveLength(100);
    expect(most).toBe(16);
  });
});
