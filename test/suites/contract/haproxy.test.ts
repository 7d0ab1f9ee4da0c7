import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { request } from 'undici';
import { describe, expect, it, onTestFinished } from 'vitest';
import { getImageMember, postImageMember } from '../../../src/glance/wire/imageMember.ts';
import { createCaller, createTestGlance, KEY, MEMBER, ok } from '../../support/testGlance.ts';
import { startRepeatingUpstream } from '../../support/scriptedUpstream.ts';
import { findFreePort } from '../../support/realGlance/daemon.ts';
import { startHaproxy } from '../../support/realGlance/haproxy.ts';

/** Takes connections and does `onData` once a request has come. */
async function startBackend(onData: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).once('data', () => onData(socket));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has no port');
  return `127.0.0.1:${address.port}`;
}

async function startTestHaproxy(backend: string): Promise<string> {
  const haproxy = await startHaproxy({ backend });
  onTestFinished(haproxy.stop);
  return haproxy.url;
}

const silent = () => startBackend(() => undefined);
const garbled = () => startBackend((socket) => socket.end('not HTTP\r\n\r\n'));
const refused = async () => `127.0.0.1:${await findFreePort()}`;

const CASES = [
  {
    backend: 'that refuses connections',
    start: refused,
    status: 503,
    body: '<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>\n',
    kind: 'unavailable',
  },
  {
    backend: 'that never answers',
    start: silent,
    status: 504,
    body: "<html><body><h1>504 Gateway Time-out</h1>\nThe server didn't respond in time.\n</body></html>\n",
    kind: 'timeout',
  },
  {
    backend: 'that answers something else than HTTP',
    start: garbled,
    status: 502,
    body: '<html><body><h1>502 Bad Gateway</h1>\nThe server returned an invalid or incomplete response.\n</body></html>\n',
    kind: 'badGateway',
  },
];

describe('behind HAProxy', () => {
  it.each(CASES)('a backend $backend is $status without a request id', async ({ start, status, body }) => {
    const { statusCode, headers, body: text } = await request(await startTestHaproxy(await start()));
    expect(await text.text()).toBe(body);
    expect({ status: statusCode, headers }).toEqual({
      status,
      // `request` closes its connection: see support/closeConnections.ts.
      headers: {
        connection: 'close',
        'cache-control': 'no-cache',
        'content-length': String(body.length),
        'content-type': 'text/html',
      },
    });
  });

  it.each(CASES)('a read from a backend $backend fails as $kind', async ({ start, status, kind }) => {
    const glance = createTestGlance(await startTestHaproxy(await start()));
    await expect(getImageMember(glance.wire(createCaller()), KEY)).rejects.toMatchObject({
      kind,
      upstreamStatus: status,
      retryable: true,
    });
  });

  it.each(CASES)('a write to a backend $backend may have been applied', async ({ start, status, kind }) => {
    const glance = createTestGlance(await startTestHaproxy(await start()));
    await expect(postImageMember(glance.wire(createCaller()), KEY)).rejects.toMatchObject({
      kind,
      upstreamStatus: status,
      outcome: 'unknown',
    });
  });

  it('a response of the backend arrives', async () => {
    const upstream = await startRepeatingUpstream(ok);
    const glance = createTestGlance(await startTestHaproxy(new URL(upstream.url).host));
    expect(await getImageMember(glance.wire(createCaller()), KEY)).toEqual(MEMBER);
    expect(upstream.calls).toEqual([`GET /v2/images/${KEY.imageId}/members/${KEY.memberId}`]);
  });
});
