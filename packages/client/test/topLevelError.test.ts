import { createServer } from 'node:http';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { isUnauthenticated, toTopLevelErrors } from '../src/index.ts';
import { startCutter } from './support/brokenUpstreams.ts';
import { INSTALL_TIMEOUT_MS, loadClients, type FailingClient } from './support/otherClients.ts';
import { startKit } from './support/startKit.ts';

const CLIENTS = ['Apollo Client 4', 'Apollo Client 3', 'urql', 'graphql-request', 'Relay', 'a plain fetch'];
const MODERN = { accept: 'application/graphql-response+json' };
const LEGACY = { accept: 'application/json' };

let clients: Readonly<Record<string, FailingClient>>;
beforeAll(async () => {
  clients = await loadClients();
}, INSTALL_TIMEOUT_MS);

const ask = async (client: string, url: string, headers: Readonly<Record<string, string>>): Promise<unknown> =>
  clients[client]?.({ url, headers });

/** A server in the place of the gateway that answers with a page, as a proxy does. */
async function startPage(): Promise<string> {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/graphql`;
}

describe.each(CLIENTS)('toTopLevelErrors of the error of %s', (client) => {
  it.each([MODERN, LEGACY])('reads a missing token where the client accepts $accept', async (accept) => {
    const { url } = await startKit();
    const error = await ask(client, url, accept);
    expect(toTopLevelErrors(error)).toEqual([
      {
        message: expect.any(String),
        code: 'UNAUTHENTICATED',
        path: null,
        retryable: false,
        retryAfterSeconds: null,
        requestId: null,
      },
    ]);
    expect(isUnauthenticated(error)).toBe(true);
  });

  it.each([MODERN, LEGACY])('reads a rate limit where the client accepts $accept', async (accept) => {
    const { url, tokens } = await startKit({ RATE_LIMIT_TOKEN: '1' });
    const headers = { ...accept, 'x-auth-token': tokens.alpha };
    await clients['a plain fetch']?.({ url, headers });
    const error = await ask(client, url, headers);
    expect(toTopLevelErrors(error)).toMatchObject([
      { code: 'RATE_LIMITED', retryable: true, retryAfterSeconds: expect.any(Number) },
    ]);
    expect(isUnauthenticated(error)).toBe(false);
  });

  it('finds nothing in the page of a proxy and in a lost connection', async () => {
    for (const url of [await startPage(), await startCutter()]) {
      const error = await ask(client, url, { 'x-auth-token': 'token-of-somebody' });
      expect(error).toBeInstanceOf(Error);
      expect(toTopLevelErrors(error)).toEqual([]);
    }
  });
});

describe('toTopLevelErrors', () => {
  // Relay returns data beside errors; its network function reads the same body as a plain fetch.
  it.each(CLIENTS.filter((name) => name !== 'Relay'))('reads the path of a failed field from %s', async (client) => {
    const { url } = await startKit();
    const error = await ask(client, url, { ...MODERN, 'x-auth-token': 'token-that-has-expired' });
    expect(toTopLevelErrors(error)).toMatchObject([
      { code: 'UNAUTHENTICATED', path: ['image'], requestId: expect.stringMatching(/^req-/) },
    ]);
  });

  it('reads an error that another one has as its cause', () => {
    const error = new Error('not saved', {
      cause: { errors: [{ message: 'No.', extensions: { code: 'FORBIDDEN' } }] },
    });
    expect(toTopLevelErrors(error)).toMatchObject([{ message: 'No.', code: 'FORBIDDEN' }]);
  });

  it('ends at an error that is its own cause', () => {
    const error: Error = new Error('no end');
    error.cause = error;
    expect(toTopLevelErrors(error)).toEqual([]);
  });

  it.each([null, undefined, 'errors', 7, { errors: 'none' }, { errors: [] }])('finds nothing in %j', (value) => {
    expect(toTopLevelErrors(value)).toEqual([]);
  });
});
