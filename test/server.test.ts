import { describe, expect, it, onTestFinished } from 'vitest';
import { parseConfig } from '../src/config/config.ts';
import { startServer } from '../src/server.ts';
import { ok } from './support/testGlance.ts';
import { startRepeatingUpstream } from './support/scriptedUpstream.ts';

describe('stop with SHUTDOWN_DELAY_MS', () => {
  it('is not ready at once, and still answers operations', async () => {
    const upstream = await startRepeatingUpstream(ok);
    const env = { GLANCE_ENDPOINT: upstream.url, PORT: '0', LOG_LEVEL: 'silent', SHUTDOWN_DELAY_MS: '1000' };
    const server = await startServer(parseConfig(env));
    let stopped = false;
    const stopping = server.stop().then(() => (stopped = true));
    onTestFinished(async () => void (await stopping));
    const ready = await fetch(`${server.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'draining' }]);
    const answer = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-auth-token': 'token-of-somebody' },
      body: JSON.stringify({ query: '{ __typename }' }),
    });
    expect([answer.status, await answer.json()]).toEqual([200, { data: { __typename: 'Query' } }]);
    expect(stopped).toBe(false);
    await stopping;
    await expect(fetch(`${server.url}/readyz`)).rejects.toThrow('fetch failed');
  });
});
