import { describe, expect, it, onTestFinished } from 'vitest';
import type { RunningServer } from '../../../src/server.ts';
import { exchangeRaw } from '../../support/exchangeRaw.ts';
import { openGateway } from '../../support/gateway.ts';
import { toImageRow } from '../../support/imageRow.ts';
import { startUpstream, type ScriptedUpstream } from '../../support/scriptedUpstream.ts';

const IMAGE = '5b8c1f3e-7a2d-4c69-9e10-3d6f8a4b2c01';
const BODY = JSON.stringify({ query: `{ image(id: "${IMAGE}") { name } }` });
const HEAD =
  'POST /graphql HTTP/1.1\r\nHost: gateway\r\nX-Auth-Token: token-of-somebody\r\nContent-Type: application/json\r\n';
const CHUNKED = `${BODY.length.toString(16)}\r\n${BODY}\r\n0\r\n\r\n`;
/** What an attacker hides behind a request: it must never be taken for a request of its own. */
const HIDDEN = `${HEAD}Content-Length: ${BODY.length}\r\n\r\n${BODY}`;

async function start(): Promise<{ gateway: RunningServer; glance: ScriptedUpstream }> {
  const glance = await startUpstream(() => ({ status: 200, body: toImageRow(IMAGE, 'an image') }));
  const gateway = await openGateway({ GLANCE_ENDPOINT: glance.url });
  onTestFinished(() => gateway.stop());
  return { gateway, glance };
}

describe('request smuggling', () => {
  it.each([
    ['a length and chunks', `${HEAD}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n${CHUNKED}${HIDDEN}`],
    ['chunks and a length', `${HEAD}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n${CHUNKED}${HIDDEN}`],
    ['two lengths', `${HEAD}Content-Length: ${BODY.length}\r\nContent-Length: 4\r\n\r\n${BODY}${HIDDEN}`],
    ['a length with a sign', `${HEAD}Content-Length: +${BODY.length}\r\n\r\n${BODY}${HIDDEN}`],
    ['a coding after chunked', `${HEAD}Transfer-Encoding: chunked, identity\r\n\r\n${CHUNKED}${HIDDEN}`],
    ['a space before the colon', `${HEAD}Transfer-Encoding : chunked\r\n\r\n${CHUNKED}${HIDDEN}`],
    ['a bare LF after a header', `${HEAD}X-A: b\nContent-Length: ${BODY.length}\r\n\r\n${BODY}${HIDDEN}`],
    ['a bare LF after the request line', `POST /graphql HTTP/1.1\nHost: gateway\r\n\r\n${HIDDEN}`],
    ['bare LFs everywhere', HIDDEN.replaceAll('\r\n', '\n')],
    ['a bare CR in a header', `${HEAD}X-A: b\rContent-Length: 4\r\n\r\n${BODY}${HIDDEN}`],
    ['a folded header', `${HEAD}Transfer-Encoding:\r\n chunked\r\nContent-Length: 4\r\n\r\n${CHUNKED}${HIDDEN}`],
    ['a chunk size that is no number', `${HEAD}Transfer-Encoding: chunked\r\n\r\nzz\r\n${BODY}\r\n0\r\n\r\n${HIDDEN}`],
    ['a header without a name', `${HEAD}: b\r\n\r\n${HIDDEN}`],
  ])('by %s is refused, and nothing of it reaches the image service', async (_how, bytes) => {
    const { gateway, glance } = await start();
    const answer = await exchangeRaw(gateway.url, bytes);
    expect(answer.match(/^HTTP\/1\.1 \d+/gm)).toEqual(['HTTP/1.1 400']);
    expect(glance.requests).toEqual([]);
  });

  it('is not mistaken for a good request, which is answered', async () => {
    const { gateway, glance } = await start();
    const answer = await exchangeRaw(
      gateway.url,
      `${HEAD}Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n${CHUNKED}`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer).toContain('{"data":{"image":{"name":"an image"}}}');
    expect(glance.requests).toHaveLength(1);
  });

  it('cannot hide a request in a body that is refused unread', async () => {
    const { gateway, glance } = await start();
    const type = HEAD.replace('application/json', 'text/plain');
    const answer = await exchangeRaw(gateway.url, `${type}Content-Length: ${HIDDEN.length + 1}\r\n\r\n${HIDDEN}`);
    expect(answer.match(/^HTTP\/1\.1 \d+/gm)).toEqual(['HTTP/1.1 415']);
    expect(glance.requests).toEqual([]);
  });

  it('cannot go to a host that is not named', async () => {
    const { gateway } = await start();
    expect(await exchangeRaw(gateway.url, 'POST /graphql HTTP/1.1\r\nContent-Length: 0\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 400 /,
    );
  });

  it('cannot hide a header behind one that is too large', async () => {
    const { gateway } = await start();
    const answer = await exchangeRaw(gateway.url, `${HEAD}X-A: ${'x'.repeat(60_000)}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
  });
});
