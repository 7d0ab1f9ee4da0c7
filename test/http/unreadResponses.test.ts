import type { Socket } from 'node:net';
import { getIntrospectionQuery } from 'graphql';
import { describe, expect, it } from 'vitest';
import { startLoggedGateway } from '../support/loggedGateway.ts';
import { openConnection } from '../support/rawConnection.ts';

const BODY = JSON.stringify({ query: getIntrospectionQuery() });
/** Its answers are far more than the buffers of both ends hold. */
const REQUESTS = `POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: ${BODY.length}\r\n\r\n${BODY}`;
const MANY = 250;
const NOWHERE = 'http://127.0.0.1:9';

/** Nothing but what a test is about ends a connection: not silence, not a deadline. */
const PATIENT = { OPERATION_TIMEOUT_MS: '600000', RATE_LIMIT_ADDRESS: '0', COMPILE_AFTER: '0' };

/** Asks for much and reads nothing. @returns the socket, and when it was closed */
async function ask(url: string): Promise<{ socket: Socket; closed: Promise<unknown> }> {
  const { socket } = await openConnection(url);
  socket.pause();
  const closed = new Promise((resolve) => {
    socket.on('error', () => {});
    socket.once('close', resolve);
  });
  socket.write(REQUESTS.repeat(MANY));
  return { socket, closed };
}

describe('a client that does not read', () => {
  it.each([
    ['nothing', 0],
    ['a little from time to time', 1],
  ])('%s is read: its connection ends, although there is room for others', async (_what, bytes) => {
    const env = { ...PATIENT, HTTP_REQUEST_TIMEOUT_MS: '300' };
    const { gateway, lines } = await startLoggedGateway(NOWHERE, env);
    const { socket, closed } = await ask(gateway.url);
    // Only what is written tells a client that does not read that the other end is gone.
    const timer = setInterval(() => {
      socket.write(' ');
      if (bytes > 0) socket.read(bytes);
    }, 100);
    await closed;
    clearInterval(timer);
    await expect.poll(() => lines().at(-1)).toMatchObject({ status: 499, aborted: true });
    expect(await gateway.post('{ __typename }')).toMatchObject({ status: 200 });
  });

  it('loses its connection for others beyond MAX_UNREAD_BYTES, without a time-out', async () => {
    const env = { ...PATIENT, HTTP_REQUEST_TIMEOUT_MS: '600000', MAX_UNREAD_BYTES: '262144' };
    const { gateway, lines } = await startLoggedGateway(NOWHERE, env);
    const readers = await Promise.all(Array.from({ length: 6 }, () => ask(gateway.url)));
    const timers = readers.map(({ socket }) => setInterval(() => socket.write(' '), 100));
    await Promise.race(readers.map(({ closed }) => closed));
    for (const timer of timers) clearInterval(timer);
    await expect.poll(() => lines().some((line) => (line as { status: number }).status === 499)).toBe(true);
    expect(await gateway.post('{ __typename }')).toMatchObject({ status: 200 });
  });
});
