import { describe, expect, it } from 'vitest';
import { startLiveGateway } from '../../support/liveGateway.ts';
import { openConnection } from '../../support/rawConnection.ts';
import { readHead, TOKEN } from '../support/openStream.ts';

const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';

const HANDSHAKE: Readonly<Record<string, string>> = {
  host: 'gateway.example.com',
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': KEY,
  'sec-websocket-protocol': 'graphql-transport-ws',
};

function toRequest(headers: Readonly<Record<string, string>>, line = 'GET /graphql HTTP/1.1', body = ''): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return `${[line, ...lines].join('\r\n')}\r\n\r\n${body}`;
}

/** The first bytes of the response to bytes. */
async function ask(url: string, bytes: string): Promise<string> {
  const { socket } = await openConnection(url);
  let text = '';
  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    text += String(chunk);
  });
  socket.write(bytes);
  await expect.poll(() => text.includes('\r\n\r\n') || socket.closed).toBe(true);
  return text;
}

describe('an upgrade to WebSocket', () => {
  it('is made with the subprotocol graphql-transport-ws', async () => {
    const { url } = await startLiveGateway();
    expect(readHead(await ask(url, toRequest(HANDSHAKE)))).toMatchObject({
      '': 'HTTP/1.1 101 Switching Protocols',
      'sec-websocket-protocol': 'graphql-transport-ws',
    });
  });

  it.each([
    ['at another path', { line: 'GET /other HTTP/1.1' }, 404, 'NOT_FOUND'],
    ['by POST', { line: 'POST /graphql HTTP/1.1' }, 400, 'BAD_REQUEST'],
    ['without a host', { without: 'host' }, 400, 'BAD_REQUEST'],
    ['without a key', { without: 'sec-websocket-key' }, 400, 'BAD_REQUEST'],
    ['without a version', { without: 'sec-websocket-version' }, 400, 'BAD_REQUEST'],
    ['without a subprotocol', { without: 'sec-websocket-protocol' }, 400, 'BAD_REQUEST'],
    ['with the older subprotocol', { headers: { 'sec-websocket-protocol': 'graphql-ws' } }, 400, 'BAD_REQUEST'],
  ])(
    'is refused %s',
    async (
      _how,
      { line, without = '', headers = {} }: { line?: string; without?: string; headers?: Record<string, string> },
      status,
      code,
    ) => {
      const { url } = await startLiveGateway();
      const sent = Object.fromEntries(
        Object.entries({ ...HANDSHAKE, ...headers }).filter(([name]) => name !== without),
      );
      const response = await ask(url, toRequest(sent, line));
      expect(response).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
      expect(response).toContain(`"code":"${code}"`);
      expect(readHead(response)).toMatchObject({ connection: 'close', 'x-content-type-options': 'nosniff' });
    },
  );

  it.each([
    ['no origin', null, 101],
    ['a listed origin', 'https://images.example.com', 101],
    ['the origin of the gateway', 'https://gateway.example.com', 101],
    ['another origin', 'https://evil.example.com', 403],
    ['another port of the host', 'https://gateway.example.com:8443', 403],
    ['an origin that begins alike', 'https://images.example.com.evil.example', 403],
    ['the origin null', 'null', 403],
    ['an empty origin', '', 403],
  ])('with %s (%s) is answered with %i', async (_what, origin, status) => {
    const { url, lines } = await startLiveGateway({ CORS_ORIGINS: 'https://images.example.com' });
    const response = await ask(url, toRequest({ ...HANDSHAKE, ...(origin === null ? {} : { origin }) }));
    expect(response).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    await expect.poll(lines).toMatchObject([{ msg: 'request', status, operationType: null }]);
  });

  it('counts as a request of its token, and is refused beyond the rate limit', async () => {
    const { url } = await startLiveGateway({ RATE_LIMIT_TOKEN: '1' });
    const bytes = toRequest({ ...HANDSHAKE, 'x-auth-token': TOKEN });
    expect(await ask(url, bytes)).toMatch(/^HTTP\/1.1 101 /);
    const refused = await ask(url, bytes);
    expect(refused).toMatch(/^HTTP\/1.1 429 Too Many Requests\r\n/);
    expect(readHead(refused)['retry-after']).toMatch(/^\d+$/);
  });

  it('to h2c is ignored: the request is answered as any other', async () => {
    const { url } = await startLiveGateway();
    const body = '{"query":"{ __typename }"}';
    const headers = {
      host: 'a',
      connection: 'Upgrade, HTTP2-Settings, close',
      upgrade: 'h2c',
      'http2-settings': 'AAMAAABk',
    };
    const more = { 'content-type': 'application/json', 'content-length': String(body.length) };
    const { socket, received } = await openConnection(url);
    socket.write(toRequest({ ...headers, ...more }, 'POST /graphql HTTP/1.1', body));
    expect(await received).toContain('{"data":{"__typename":"Query"}}');
  });

  it('behind a request that still waits for its response closes the connection', async () => {
    const { url } = await startLiveGateway();
    const { socket } = await openConnection(url);
    socket.on('error', () => {});
    const body = '{"query":"{ __typename }"}';
    const first = toRequest(
      { host: 'a', 'content-type': 'application/json', 'content-length': String(body.length) },
      'POST /graphql HTTP/1.1',
      body,
    );
    socket.write(first + toRequest(HANDSHAKE));
    await expect.poll(() => socket.closed).toBe(true);
  });
});
