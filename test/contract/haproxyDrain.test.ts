import { describe, expect, it, onTestFinished } from 'vitest';
import { startBin } from '../support/bin.ts';
import { startHaproxy } from '../support/realGlance/haproxy.ts';
import { startSteadyLoad } from '../support/steadyLoad.ts';
import { startStubGlance, type StubStep } from '../support/stubGlance.ts';

const MEMBERS: StubStep = (_socket, response) =>
  void setTimeout(() => response.end('{"members":[],"schema":"/v2/schemas/members"}'), 5);

describe('behind HAProxy, SIGTERM without a delay', () => {
  it.each([
    ['one process', '1', 'keep their connections', true],
    ['one process', '1', 'connect for each request', false],
    ['two workers', '2', 'keep their connections', true],
    ['two workers', '2', 'connect for each request', false],
  ])('to %s (%s) resets no request of clients that %s', async (_what, workers, _how, keepsAlive) => {
    const stub = await startStubGlance(Array.from({ length: 200_000 }, () => MEMBERS));
    const env = { PORT: '0', WORKERS: workers, GLANCE_ENDPOINT: stub.url, PLAYGROUND: 'false', LOG_LEVEL: 'warn' };
    const bin = startBin([], { ...env, RATE_LIMIT_TOKEN: '0', RATE_LIMIT_ADDRESS: '0' });
    const url = /^GraphQL is at (\S+)/.exec(await bin.printed(/^GraphQL is at \S+\n/))?.[1] ?? '';
    const haproxy = await startHaproxy({ backend: new URL(url).host, serverTimeoutMs: 30_000 });
    onTestFinished(haproxy.stop);
    const load = startSteadyLoad(haproxy.url, { keepsAlive });
    await expect.poll(() => load.answered).toBeGreaterThan(1000);
    bin.child.kill('SIGTERM');
    expect(await bin.ended).toMatchObject({ code: 0, stderr: '' });
    // HAProxy's own answer where the port is closed. It says 502 for a connection that was reset.
    await expect.poll(() => load.endings.get('503')).toBeGreaterThan(0);
    await load.stop();
    expect([...load.endings.keys()].sort()).toEqual(['200', '503']);
  });
});
