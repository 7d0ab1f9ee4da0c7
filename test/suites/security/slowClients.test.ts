import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { getIntrospectionQuery } from 'graphql';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Environment } from '../../../src/config/config.ts';
import type { RunningServer } from '../../../src/server.ts';
import { post } from '../../support/post.ts';
import { openGateway } from '../../support/gateway.ts';
import { toImageRow } from '../../support/imageRow.ts';
import { startUpstream, type ScriptedUpstream } from '../../support/scriptedUpstream.ts';

const IMAGE = '5b8c1f3e-7a2d-4c69-9e10-3d6f8a4b2c01';
const BODY = JSON.stringify({ query: `{ image(id: "${IMAGE}") { name } }` });
const HEAD =
  'POST /graphql HTTP/1.1\r\nHost: gateway\r\nX-Auth-Token: token-of-somebody\r\nContent-Type: application/json\r\n';
const REQUEST = `${HEAD}Content-Length: ${BODY.length}\r\n\r\n${BODY}`;

async function start(env: Environment): Promise<{ gateway: RunningServer; glance: ScriptedUpstream }> {
  const glance = await startUpstream(() => ({ status: 200, body: toImageRow(IMAGE, 'an image') }));
  const gateway = await openGateway({ GLANCE_ENDPOINT: glance.url, ...env });
  onTestFinished(() => gateway.stop());
  return { gateway, glance };
}

function open(url: string): Socket {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).setEncoding('latin1');
  onTestFinished(() => void socket.destroy());
  return socket;
}

/** Resolves with the code of the error, if there was one: a server that gives up resets what is sent after that. */
function closeOf(socket: Socket): Promise<string | null> {
  return new Promise((resolve) => {
    let code: string | null = null;
    socket.on('error', (error: NodeJS.ErrnoException) => (code = error.code ?? null));
    socket.on('close', () => resolve(code));
  });
}

/** Sends `first` at once, then `drip` again and again, until the server closes the connection. */
async function trickle(url: string, first: string, drip: string): Promise<string> {
  const socket = open(url);
  let answer = '';
  socket.on('data', (chunk: string) => (answer += chunk));
  socket.write(first);
  const closed = closeOf(socket);
  const timer = setInterval(() => socket.write(drip), 20);
  await closed;
  clearInterval(timer);
  return answer;
}

/** With these a test waits for a part of a second. Nothing is asserted about how long. */
const IMPATIENT = { HTTP_HEADERS_TIMEOUT_MS: '200', HTTP_REQUEST_TIMEOUT_MS: '400' };

describe('a slow client', () => {
  it.each([
    ['sends nothing', '', ''],
    ['sends its headers byte by byte', 'POST /graphql HTTP/1.1\r\nHost: gateway\r\nX-A: ', 'a'],
    ['sends header after header', 'POST /graphql HTTP/1.1\r\nHost: gateway\r\n', 'X-A: b\r\n'],
    ['sends a body byte by byte', `${HEAD}Content-Length: ${BODY.length + 1000}\r\n\r\n${BODY}`, ' '],
    ['sends a body in chunks of one byte', `${HEAD}Transfer-Encoding: chunked\r\n\r\n`, '1\r\n \r\n'],
    ['sends a body that never comes', `${HEAD}Content-Length: ${BODY.length}\r\n\r\n`, ''],
  ])('that %s is cut off with 408, and nothing reaches the image service', async (_how, first, drip) => {
    const { gateway, glance } = await start(IMPATIENT);
    const answer = await trickle(gateway.url, first, drip);
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 408']);
    expect(answer).toContain('x-content-type-options: nosniff');
    expect(glance.requests).toEqual([]);
  });

  it('that becomes slow with its second request is cut off as well', async () => {
    const { gateway, glance } = await start(IMPATIENT);
    const answer = await trickle(gateway.url, `${REQUEST}POST /graphql HTTP/1.1\r\nX-A: `, 'a');
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 408']);
    expect(glance.requests).toHaveLength(1);
  });

  it('does not keep others from their responses, even when there are hundreds', async () => {
    const { gateway } = await start({});
    const slow = Array.from({ length: 300 }, () => open(gateway.url));
    await Promise.all(slow.map((socket) => once(socket, 'connect')));
    for (const [index, socket] of slow.entries()) {
      socket.write(index % 2 === 0 ? `${HEAD}X-A: ` : `${HEAD}Content-Length: 1000\r\n\r\n{`);
    }
    const query = `{ image(id: "${IMAGE}") { name } }`;
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(gateway.url, { query })));
    expect(answers).toEqual(answers.map(() => ({ status: 200, body: { data: { image: { name: 'an image' } } } })));
    expect(slow.filter((socket) => socket.destroyed)).toEqual([]);
  });

  it('that does not read its answers is cut off, so that they are not kept for it', async () => {
    const { gateway } = await start({ HTTP_REQUEST_TIMEOUT_MS: '300', OPERATION_TIMEOUT_MS: '300' });
    const socket = open(gateway.url);
    await once(socket, 'connect');
    socket.pause();
    const body = JSON.stringify({ query: getIntrospectionQuery() });
    const request = `${HEAD}Content-Length: ${body.length}\r\n\r\n${body}`;
    // The answers are far more than the buffers at both ends hold.
    socket.write(request.repeat(300));
    const closed = closeOf(socket);
    // Only what is written tells a client that does not read that the other end is gone.
    const timer = setInterval(() => socket.write(request), 50);
    expect(await closed).toMatch(/^(ECONNRESET|EPIPE)$/);
    clearInterval(timer);
  });
});
