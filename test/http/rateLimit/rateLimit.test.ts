import { describe, expect, it, onTestFinished } from 'vitest';
import type { Environment } from '../../../src/config/config.ts';
import type { RunningServer } from '../../../src/server.ts';
import { openGateway } from '../../support/gateway.ts';

async function start(env: Environment): Promise<RunningServer> {
  const gateway = await openGateway(env);
  onTestFinished(() => gateway.stop());
  return gateway;
}

interface Told {
  readonly status: number;
  readonly limit: string | null;
  readonly policy: string | null;
}

/** What a request is told of the limits. */
async function ask({ url }: RunningServer, headers: Record<string, string> = {}, path = ''): Promise<Told> {
  const json = { 'content-type': 'application/json', ...headers };
  const init = path === '' ? { method: 'POST', headers: json, body: '{"query":"{ __typename }"}' } : { headers };
  const response = await fetch(`${url}/graphql${path}`, init);
  await response.text();
  return {
    status: response.status,
    // The time that is left depends on when the test runs.
    limit: response.headers.get('ratelimit')?.replaceAll(/t=([1-9]|[1-5]\d|60)\b/g, 't=T') ?? null,
    policy: response.headers.get('ratelimit-policy'),
  };
}

const POLICY = '"address";q=3;w=60, "token";q=2;w=60';
const SMALL = { RATE_LIMIT_ADDRESS: '3', RATE_LIMIT_TOKEN: '2' };

describe('the rate limit', () => {
  it('is in the headers of every response, and applies to each token and to each address', async () => {
    const gateway = await start(SMALL);
    const one = { 'x-auth-token': 'token-number-one' };
    expect(await ask(gateway, one)).toEqual({
      status: 200,
      limit: '"address";r=2;t=T, "token";r=1;t=T',
      policy: POLICY,
    });
    expect(await ask(gateway, { authorization: 'Bearer token-number-one' })).toMatchObject({
      limit: '"address";r=1;t=T, "token";r=0;t=T',
    });
    expect(await ask(gateway, one)).toEqual({
      status: 429,
      limit: '"address";r=0;t=T, "token";r=0;t=T',
      policy: POLICY,
    });
    expect(await ask(gateway, { 'x-auth-token': 'token-number-two' })).toEqual({
      status: 429,
      limit: '"address";r=0;t=T',
      policy: POLICY,
    });
  });

  it.each(['application/json', 'application/graphql-response+json'])(
    'answers a GraphQL error with the time to wait, as %s',
    async (accept) => {
      const gateway = await start({ RATE_LIMIT_TOKEN: '1' });
      const init = {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept, 'x-auth-token': 'token-number-one' },
        body: '{"query":"{ __typename }"}',
      };
      await fetch(`${gateway.url}/graphql`, init).then((response) => response.text());
      const response = await fetch(`${gateway.url}/graphql`, init);
      const retryAfter = Number(response.headers.get('retry-after'));
      expect(retryAfter).toBeGreaterThan(0);
      expect(retryAfter).toBeLessThanOrEqual(60);
      expect({ status: response.status, type: response.headers.get('content-type') }).toEqual({
        status: 429,
        type: `${accept}; charset=utf-8`,
      });
      expect(await response.json()).toEqual({
        errors: [
          {
            message: 'Too many requests.',
            extensions: { code: 'RATE_LIMITED', retryable: true, retryAfterSeconds: retryAfter },
          },
        ],
      });
    },
  );

  it('counts every request to /graphql, answered or refused, but no health checks and no preflights', async () => {
    const gateway = await start({ RATE_LIMIT_ADDRESS: '3', CORS_ORIGINS: 'https://a.example' });
    const preflight = {
      method: 'OPTIONS',
      headers: { origin: 'https://a.example', 'access-control-request-method': 'POST' },
    };
    for (let i = 0; i < 5; i += 1) {
      for (const path of ['/healthz', '/readyz']) {
        const response = await fetch(gateway.url + path);
        expect([response.status, response.headers.get('ratelimit')]).toEqual([200, null]);
        await response.text();
      }
      const response = await fetch(`${gateway.url}/graphql`, preflight);
      expect([response.status, response.headers.get('ratelimit')]).toEqual([204, null]);
    }
    const preflighted = { 'apollo-require-preflight': '1' };
    expect(await ask(gateway, preflighted, '?query={__typename}')).toMatchObject({ status: 200 });
    expect(await ask(gateway, preflighted, '?variables={')).toMatchObject({ status: 400 });
    expect(await ask(gateway, { 'content-type': 'text/plain' })).toMatchObject({
      status: 415,
      limit: '"address";r=0;t=T',
    });
    expect(await ask(gateway)).toMatchObject({ status: 429, limit: '"address";r=0;t=T' });
  });

  it('refuses before the body comes', async () => {
    const gateway = await start({ RATE_LIMIT_ADDRESS: '1' });
    await ask(gateway);
    const body = new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('{')) });
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(429);
    expect(response.headers.get('connection')).toBe('close');
    await response.text();
  });

  it('is off where it is 0', async () => {
    const gateway = await start({ RATE_LIMIT_ADDRESS: '0', RATE_LIMIT_TOKEN: '0' });
    expect(await ask(gateway)).toEqual({ status: 200, limit: null, policy: null });
    const tokens = await start({ RATE_LIMIT_ADDRESS: '0', RATE_LIMIT_TOKEN: '5' });
    expect(await ask(tokens)).toEqual({ status: 200, limit: null, policy: '"token";q=5;w=60' });
    expect(await ask(tokens, { 'x-auth-token': 'token-of-somebody' })).toEqual({
      status: 200,
      limit: '"token";r=4;t=T',
      policy: '"token";q=5;w=60',
    });
  });

  it('is high by default', async () => {
    expect(await ask(await start({}), { 'x-auth-token': 'token-of-somebody' })).toEqual({
      status: 200,
      limit: '"address";r=59999;t=T, "token";r=5999;t=T',
      policy: '"address";q=60000;w=60, "token";q=6000;w=60',
    });
  });
});
