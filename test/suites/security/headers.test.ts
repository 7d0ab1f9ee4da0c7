import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../../src/server.ts';
import { exchangeRaw } from '../../support/exchangeRaw.ts';
import { openGateway } from '../../support/gateway.ts';

const ORIGIN = 'https://images.example.com';
const SECURITY = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-frame-options': 'DENY',
  'cross-origin-resource-policy': 'same-origin',
};

let closed: RunningServer;
let open: RunningServer;
beforeAll(async () => {
  closed = await openGateway();
  open = await openGateway({ CORS_ORIGINS: `http://localhost:5173, ${ORIGIN}` });
});
afterAll(async () => {
  await closed.stop();
  await open.stop();
});

async function headersOf(url: string, init: RequestInit): Promise<Record<string, string>> {
  const response = await fetch(url, init);
  await response.text();
  return Object.fromEntries(response.headers);
}

function corsOf(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => /^(access-control-|vary$)/.test(name)));
}

const json = { 'content-type': 'application/json' };
const query = (origin: string): RequestInit => ({
  method: 'POST',
  headers: { ...json, origin },
  body: '{"query":"{ __typename }"}',
});
const preflight = (origin: string): RequestInit => ({
  method: 'OPTIONS',
  headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-auth-token' },
});

describe('security headers', () => {
  it.each<[string, string, RequestInit]>([
    ['an answer', '/graphql', query(ORIGIN)],
    ['a refused query', '/graphql', { method: 'POST', headers: json, body: '{"query":"{ nothing }"}' }],
    ['a body that is not JSON', '/graphql', { method: 'POST', headers: json, body: '{' }],
    ['a wrong method', '/graphql', { method: 'DELETE' }],
    ['a wrong path', '/nothing', {}],
    ['a preflight', '/graphql', preflight(ORIGIN)],
    ['health', '/healthz', {}],
    ['readiness', '/readyz', {}],
  ])('are on %s', async (_what, path, init) => {
    expect(await headersOf(open.url + path, init)).toMatchObject(SECURITY);
  });

  it.each([
    ['without a host', 'GET /graphql HTTP/1.1\r\n\r\n', 400],
    ['with an expectation that is not understood', 'GET /graphql HTTP/1.1\r\nhost: a\r\nexpect: a\r\n\r\n', 417],
  ])('are on the response to a request %s', async (_what, bytes, status) => {
    const answer = await exchangeRaw(open.url, bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    for (const [name, value] of Object.entries(SECURITY)) expect(answer).toContain(`${name}: ${value}\r\n`);
    expect(answer).toContain('"code":"BAD_REQUEST"');
  });

  it('are on the answer to what is no HTTP', async () => {
    const answer = await exchangeRaw(open.url, 'nonsense\r\n\r\n');
    expect(answer).toBe(
      [
        'HTTP/1.1 400 Bad Request',
        'connection: close',
        'content-length: 0',
        ...Object.entries(SECURITY).map(([name, value]) => `${name}: ${value}`),
        '\r\n',
      ].join('\r\n'),
    );
  });
});

describe('cross-origin requests', () => {
  it('are allowed from no origin by default', async () => {
    expect(corsOf(await headersOf(`${closed.url}/graphql`, query(ORIGIN)))).toEqual({});
    const response = await fetch(`${closed.url}/graphql`, preflight(ORIGIN));
    expect(response.status).toBe(405);
    expect(corsOf(Object.fromEntries(response.headers))).toEqual({});
  });

  it('are allowed from a listed origin, without credentials', async () => {
    const response = await fetch(`${open.url}/graphql`, preflight(ORIGIN));
    expect(response.status).toBe(204);
    expect(corsOf(Object.fromEntries(response.headers))).toEqual({
      'access-control-allow-origin': ORIGIN,
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers':
        'content-type, authorization, x-auth-token, x-request-id, apollo-require-preflight, x-apollo-operation-name, ' +
        'x-apollo-operation-id, apollographql-client-name, apollographql-client-version, graphql-client-name, ' +
        'graphql-client-version, x-graphql-client-name, x-graphql-client-version, traceparent, tracestate, baggage, ' +
        'sentry-trace',
      'access-control-max-age': '600',
      vary: 'Origin',
    });
    expect(corsOf(await headersOf(`${open.url}/graphql`, query(ORIGIN)))).toEqual({
      'access-control-allow-origin': ORIGIN,
      'access-control-expose-headers': 'x-request-id, retry-after, ratelimit, ratelimit-policy',
      vary: 'Origin',
    });
  });

  it('may have headers of one’s own, where these are listed', async () => {
    const gateway = await openGateway({ CORS_ORIGINS: ORIGIN, CORS_HEADERS: 'X-Team, b3' });
    const response = await fetch(`${gateway.url}/graphql`, preflight(ORIGIN));
    await gateway.stop();
    expect(response.headers.get('access-control-allow-headers')).toMatch(/, sentry-trace, x-team, b3$/);
  });

  it.each(['x team', 'a,,b', 'x:y', ''.padEnd(101, 'x')])('cannot have a header named %s', (names) => {
    const problem = 'CORS_HEADERS must be a comma-separated list of header names, such as x-team, b3.';
    expect(() => openGateway({ CORS_ORIGINS: ORIGIN, CORS_HEADERS: names })).toThrow(problem);
  });

  it('may be read by a listed origin when they fail', async () => {
    const init = { method: 'POST', headers: { ...json, origin: ORIGIN }, body: '{' };
    expect(await headersOf(`${open.url}/graphql`, init)).toMatchObject({ 'access-control-allow-origin': ORIGIN });
  });

  it.each(['https://images.example.com.evil.example', 'https://evil.example', 'null', 'http://images.example.com'])(
    'are not allowed from %s',
    async (origin) => {
      expect(corsOf(await headersOf(`${open.url}/graphql`, query(origin)))).toEqual({ vary: 'Origin' });
      const response = await fetch(`${open.url}/graphql`, preflight(origin));
      expect(response.status).toBe(405);
      expect(corsOf(Object.fromEntries(response.headers))).toEqual({ vary: 'Origin' });
    },
  );

  it.each(['*', 'images.example.com', 'https://images.example.com/', 'https://a.example,', 'null'])(
    'cannot be configured as %s',
    async (origins) => {
      const problem = 'CORS_ORIGINS must be a comma-separated list of origins, such as https://images.example.com.';
      expect(() => openGateway({ CORS_ORIGINS: origins })).toThrow(problem);
    },
  );
});
