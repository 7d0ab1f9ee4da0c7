import type { Socket } from 'node:net';
import { getIntrospectionQuery } from 'graphql';
import { describe, expect, it } from 'vitest';
import { startLoggedGateway } from '../../support/loggedGateway.ts';
import { openConnection, type RawConnection } from '../../support/rawConnection.ts';

const BODY = JSON.stringify({ query: getIntrospectionQuery() });
const REQUEST =
  `POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n` +
  `content-length: ${BODY.length}\r\n\r\n${BODY}`;
/** The responses to so many are far more than the buffers at both ends hold. */
const MANY = 250;
const NOWHERE = 'http://127.0.0.1:9';

/** Nothing but what a test is about ends a connection: neither silence nor a deadline. */
const PATIENT = { OPERATION_TIMEOUT_MS: '600000', RATE_LIMIT_ADDRESS: '0', COMPILE_AFTER: '0' };

/** Asks for much and reads nothing. */
async function ask(url: string, localAddress?: string): Promise<RawConnection & { readonly closed: Promise<unknown> }> {
  const connection = await openConnection(url, localAddress);
  const { socket } = connection;
  socket.pause();
  socket.on('error', () => {});
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.write(REQUEST.repeat(MANY));
  return { ...connection, closed };
}

/** Only what is written tells a client that does not read that the other end is gone. */
async function probeUntil(ended: Promise<unknown>, sockets: readonly Socket[], probe: (socket: Socket) => void) {
  const timer = setInterval(() => sockets.forEach(probe), 100);
  await ended;
  clearInterval(timer);
}

describe('a client that does not read', () => {
  it.each([
    ['nothing', 0],
    ['a little from time to time', 1],
  ])('that reads %s loses its connection, although there is room for others', async (_what, bytes) => {
    const env = { ...PATIENT, HTTP_REQUEST_TIMEOUT_MS: '300' };
    const { gateway, lines } = await startLoggedGateway(NOWHERE, env);
    const { socket, closed } = await ask(gateway.url);
    await probeUntil(closed, [socket], (one) => {
      one.write(' ');
      if (bytes > 0) one.read(bytes);
    });
    await expect.poll(() => lines().at(-1)).toMatchObject({ status: 499, aborted: true });
    expect(await gateway.post('{ __typename }')).toMatchObject({ status: 200 });
  });

  it('loses its connection beyond MAX_UNREAD_BYTES, and one of an address that leaves less unread gets everything', async () => {
    const env = { ...PATIENT, HTTP_REQUEST_TIMEOUT_MS: '600000', MAX_UNREAD_BYTES: '262144' };
    const { gateway, lines } = await startLoggedGateway(NOWHERE, env);
    const slow = await ask(gateway.url, '127.0.0.9');
    const readers = await Promise.all(Array.from({ length: 6 }, () => ask(gateway.url)));
    const sockets = readers.map(({ socket }) => socket);
    await probeUntil(Promise.race(readers.map(({ closed }) => closed)), sockets, (one) => void one.write(' '));
    await expect.poll(() => lines().some((line) => (line as { status: number }).status === 499)).toBe(true);
    for (const socket of sockets) socket.destroy();
    slow.socket.write('GET /healthz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n');
    slow.socket.resume();
    expect((await slow.received).match(/(?<=HTTP\/1\.1 )\d+/g)).toEqual(Array.from({ length: MANY + 1 }, () => '200'));
  });
});
