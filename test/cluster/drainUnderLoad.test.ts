import { describe, expect, it } from 'vitest';
import { startBin } from '../support/bin.ts';
import { startSteadyLoad } from '../support/steadyLoad.ts';
import { startStubGlance, type StubStep } from '../support/stubGlance.ts';

const MEMBERS: StubStep = (_socket, response) =>
  void setTimeout(() => response.end('{"members":[],"schema":"/v2/schemas/members"}'), 5);

describe('SIGTERM without a delay', () => {
  it.each([
    ['one process', '1', 'keep their connections', true],
    ['one process', '1', 'connect for each request', false],
    ['two workers', '2', 'keep their connections', true],
    ['two workers', '2', 'connect for each request', false],
  ])('to %s (%s) resets no client of those that %s', async (_what, workers, _how, keepsAlive) => {
    const stub = await startStubGlance(Array.from({ length: 200_000 }, () => MEMBERS));
    const env = { PORT: '0', WORKERS: workers, GLANCE_ENDPOINT: stub.url, PLAYGROUND: 'false', LOG_LEVEL: 'warn' };
    const bin = startBin([], { ...env, RATE_LIMIT_TOKEN: '0', RATE_LIMIT_ADDRESS: '0' });
    const url = /^GraphQL is at (\S+)/.exec(await bin.printed(/^GraphQL is at \S+\n/))?.[1] ?? '';
    const load = startSteadyLoad(url, { keepsAlive });
    await expect.poll(() => load.answered).toBeGreaterThan(200);
    bin.child.kill('SIGTERM');
    expect(await bin.ended).toMatchObject({ code: 0, stderr: '' });
    await expect.poll(() => load.endings.get('ECONNREFUSED')).toBeGreaterThan(0);
    await load.stop();
    const others = [...load.endings.keys()].filter((ending) => !['200', '503', 'ECONNREFUSED'].includes(ending));
    expect(others).toEqual([]);
  });
});
