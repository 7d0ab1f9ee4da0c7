import { describe, expect, it } from 'vitest';
import { IMAGE, LOOK, MEMBER, MEMBER_ROW, POST, SHARE, SUCCESS } from '../../support/addImageMember.ts';
import { hang } from '../../support/brokenSteps.ts';
import { startGateway } from '../../support/gateway.ts';
import { openConnection } from '../../support/rawConnection.ts';
import { holdResponse } from '../../support/holdResponse.ts';
import { startUpstream } from '../../support/scriptedUpstream.ts';

const input = { imageId: IMAGE, memberId: MEMBER };
/** Longer than a test may take: a stop that waits for it fails. */
const NEVER = { SHUTDOWN_GRACE_MS: '600000' };

describe('stop', () => {
  it('answers an operation under way, then closes its connection', async () => {
    const { step, release } = holdResponse(MEMBER_ROW);
    const upstream = await startUpstream([step]);
    const gateway = await startGateway({ endpoint: upstream.url, env: NEVER });
    const answer = gateway.post(SHARE, { input });
    await upstream.received(1);
    const stopped = gateway.stop();
    release();
    expect(await answer).toMatchObject({ status: 200, body: { data: { addImageMember: SUCCESS } } });
    await stopped;
    expect(upstream.calls).toEqual([POST]);
  });

  it('takes no new connection', async () => {
    const { step, release } = holdResponse(MEMBER_ROW);
    const upstream = await startUpstream([step]);
    const gateway = await startGateway({ endpoint: upstream.url, env: NEVER });
    const answer = gateway.post(SHARE, { input });
    await upstream.received(1);
    const stopped = gateway.stop();
    const connecting = (): Promise<string> =>
      openConnection(gateway.url).then(
        ({ socket }) => {
          socket.destroy();
          return 'connected';
        },
        (error: NodeJS.ErrnoException) => String(error.code),
      );
    await expect.poll(connecting).toBe('ECONNREFUSED');
    release();
    await answer;
    await stopped;
  });

  it.each([
    ['/healthz', 200, '{"status":"ok"}'],
    ['/readyz', 503, '{"status":"draining"}'],
    ['/graphql', 415, '"code":"UNSUPPORTED_MEDIA_TYPE"'],
  ])('a request that began before and ends after it: %s is %i', async (path, status, body) => {
    const upstream = await startUpstream([]);
    const gateway = await startGateway({ endpoint: upstream.url, env: NEVER });
    const { socket, received } = await openConnection(gateway.url);
    socket.write(`POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\n`);
    await gateway.send('/healthz');
    const stopped = gateway.stop();
    socket.write('\r\n');
    const answer = await received;
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer.toLowerCase()).toContain('\r\nconnection: close\r\n');
    expect(answer.slice(answer.indexOf('\r\n\r\n') + 4)).toContain(body);
    await stopped;
    expect(upstream.calls).toEqual([]);
  });

  it('does not wait for the grace where a connection is idle', async () => {
    const gateway = await startGateway({ endpoint: 'http://127.0.0.1:9', env: NEVER });
    await gateway.send('/healthz');
    await expect(gateway.stop()).resolves.toBeUndefined();
  });

  it('does not wait for the grace where a connection was never used', async () => {
    const env = { ...NEVER, HTTP_HEADERS_TIMEOUT_MS: '600000', HTTP_REQUEST_TIMEOUT_MS: '600000' };
    const gateway = await startGateway({ endpoint: 'http://127.0.0.1:9', env });
    const { received } = await openConnection(gateway.url);
    await gateway.send('/healthz');
    await gateway.stop();
    expect(await received).toBe('');
  });

  it('answers a mutation that comes on an idle connection, as the last response of the connection', async () => {
    const upstream = await startUpstream([{ status: 200, body: MEMBER_ROW }]);
    const gateway = await startGateway({ endpoint: upstream.url, env: NEVER });
    const { socket, received } = await openConnection(gateway.url);
    socket.write('GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n');
    await new Promise((resolve) => socket.once('data', resolve));
    const stopped = gateway.stop();
    const body = JSON.stringify({ query: SHARE, variables: { input } });
    socket.write(
      `POST /graphql HTTP/1.1\r\nhost: a\r\nx-auth-token: token-of-a-test-user\r\ncontent-type: application/json\r\n` +
        `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
    const text = await received;
    const last = text.slice(text.lastIndexOf('HTTP/1.1 '));
    expect(last).toMatch(/^HTTP\/1.1 200 /);
    expect(last.toLowerCase()).toContain('\r\nconnection: close\r\n');
    expect(last).toContain('"__typename":"AddImageMemberSuccess"');
    await stopped;
    expect(upstream.calls).toEqual([POST]);
  });

  it('gives up an operation that takes longer than the grace', async () => {
    const upstream = await startUpstream([hang]);
    const gateway = await startGateway({ endpoint: upstream.url, env: { SHUTDOWN_GRACE_MS: '50' } });
    const answer = gateway.post(SHARE, { input }).then(
      () => 'answered',
      () => 'cut off',
    );
    await upstream.received(1);
    await gateway.stop();
    expect(await answer).toBe('cut off');
    await upstream.abandoned;
  });
});

describe('a client that goes away', () => {
  it('ends the call to the image service, and starts no other', async () => {
    const upstream = await startUpstream([hang]);
    const gateway = await startGateway({ endpoint: upstream.url, env: NEVER });
    const { socket } = await openConnection(gateway.url);
    const query = SHARE.replace('addImageMember(', 'first: addImageMember(').replace(
      /\}$/,
      'second: addImageMember(input: $input) { __typename } }',
    );
    const body = JSON.stringify({ query, variables: { input } });
    socket.write(
      `POST /graphql HTTP/1.1\r\nhost: a\r\nx-auth-token: token-of-somebody\r\ncontent-type: application/json\r\n` +
        `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
    await upstream.received(1);
    socket.destroy();
    await upstream.abandoned;
    await gateway.stop();
    expect(upstream.calls).toEqual([POST]);
    expect(upstream.calls).not.toContain(LOOK);
  });
});

describe('a client that goes away without having sent all', () => {
  it('ends the operation of a GET whose body nobody reads', async () => {
    const upstream = await startUpstream([hang]);
    const gateway = await startGateway({ endpoint: upstream.url, env: NEVER });
    const { socket } = await openConnection(gateway.url);
    const query = encodeURIComponent(`{ image(id: "${IMAGE}") { name } }`);
    socket.write(
      `GET /graphql?query=${query} HTTP/1.1\r\nhost: a\r\nx-auth-token: token-of-a-client\r\n` +
        `apollo-require-preflight: a\r\ncontent-length: 1000000\r\n\r\n${' '.repeat(200_000)}`,
    );
    await upstream.received(1);
    socket.destroy();
    await upstream.abandoned;
    expect(upstream.calls).toEqual([`GET /v2/images/${IMAGE}`]);
  });
});

describe('a body that is too large', () => {
  it.each([
    ['announced', (bytes: number) => `content-length: ${bytes}`, (text: string) => text],
    ['in chunks', () => 'transfer-encoding: chunked', (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`],
  ])('%s: a client that is still sending reads its 413', async (_name, toHeader, toBytes) => {
    const gateway = await startGateway({ endpoint: 'http://127.0.0.1:9', env: NEVER });
    const { socket, received } = await openConnection(gateway.url);
    const size = 4 << 20;
    socket.write(`POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n${toHeader(size)}\r\n\r\n`);
    socket.write(toBytes(' '.repeat(size)));
    const answer = await received;
    expect(answer).toMatch(/^HTTP\/1.1 413 /);
    expect(answer).toContain('"code":"PAYLOAD_TOO_LARGE"');
  });
});
