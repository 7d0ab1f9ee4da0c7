import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Environment } from '../../../src/config/config.ts';
import { BLIND, LOOKS, IMAGE, MEMBER, MEMBER_ROW, POST, SHARE, share, SUCCESS } from '../../support/addImageMember.ts';
import { drip, hang, hangUp, raw, reset } from '../../support/brokenSteps.ts';
import { startGateway } from '../../support/gateway.ts';
import { createSelfSignedCertificate } from '../../support/selfSignedCertificate.ts';
import { findClosedPort, startUpstream, type UpstreamStep } from '../../support/scriptedUpstream.ts';

const TIMEOUT = {
  __typename: 'ImageUpstreamError',
  message: 'The image service did not respond in time.',
  code: 'UPSTREAM_TIMEOUT',
  retryable: true,
  retryAfterSeconds: null,
  outcome: 'UNKNOWN',
};
const UNREACHABLE = {
  __typename: 'ImageUpstreamError',
  message: 'The image service could not be reached.',
  code: 'UPSTREAM_UNREACHABLE',
  retryable: true,
  retryAfterSeconds: null,
  outcome: 'UNKNOWN',
};
const NOT_UNDERSTOOD = {
  __typename: 'ImageUpstreamError',
  message: 'The image service gave a response that the gateway does not understand.',
  code: 'UPSTREAM_PROTOCOL_ERROR',
  retryable: false,
  retryAfterSeconds: null,
  outcome: 'UNKNOWN',
};
const NO_TLS = {
  ...UNREACHABLE,
  message: 'No secure connection to the image service could be made.',
  retryable: false,
  outcome: 'NOT_APPLIED',
};

const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';
const FAST: Environment = { GLANCE_HEADERS_TIMEOUT_MS: '300', GLANCE_BODY_TIMEOUT_MS: '300' };

describe('addImageMember, after a broken response', () => {
  it.each<[name: string, step: UpstreamStep, status: number | null, expected: object]>([
    ['reset after sending', reset, null, UNREACHABLE],
    ['closed after sending', hangUp, null, UNREACHABLE],
    ['reset within the headers', raw('HTTP/1.1 200 OK\r\ncontent-'), null, UNREACHABLE],
    ['cut within the body', raw(`${HEAD}content-length: 500\r\n\r\n{"member_id"`), 200, UNREACHABLE],
    ['cut within the last body', raw(`${HEAD}connection: close\r\ncontent-length: 500\r\n\r\n{`), 200, UNREACHABLE],
    ['cut within a chunk', raw(`${HEAD}transfer-encoding: chunked\r\n\r\n50\r\n{"member_id"`), 200, UNREACHABLE],
    ['garbage', raw('\u0016\u0003\u0001garbage\r\n\r\n'), null, NOT_UNDERSTOOD],
    ['SSH', raw('SSH-2.0-OpenSSH_9.2\r\n'), null, NOT_UNDERSTOOD],
    ['a bad chunk', raw(`${HEAD}transfer-encoding: chunked\r\n\r\nZZ\r\n`), 200, NOT_UNDERSTOOD],
    ['more headers than fit', raw(`${HEAD}x: ${'y'.repeat(100_000)}\r\n\r\n`), null, NOT_UNDERSTOOD],
    ['no headers in time', hang, null, TIMEOUT],
    ['half of the headers in time', raw(HEAD, { stayOpen: true }), null, TIMEOUT],
    ['no body in time', raw(`${HEAD}content-length: 500\r\n\r\n`, { stayOpen: true }), 200, TIMEOUT],
  ])('%s', async (_name, step, upstreamStatus, expected) => {
    const { upstream, answer, requestId } = await share([step, ...BLIND], { env: FAST });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ data: { addImageMember: { ...expected, requestId, upstreamStatus } } });
    expect(upstream.calls).toEqual([POST, ...LOOKS]);
  });

  it('one deadline ends an operation whose answer drips in, and leaves no time to look', async () => {
    const { upstream, answer, requestId } = await share([drip(20)], { env: { OPERATION_TIMEOUT_MS: '400' } });
    expect(answer.body).toEqual({ data: { addImageMember: { ...TIMEOUT, requestId, upstreamStatus: 200 } } });
    expect(upstream.calls).toEqual([POST]);
    await upstream.abandoned;
  });

  it('one deadline ends an operation that gets no answer at all', async () => {
    const { upstream, answer, requestId } = await share([hang], { env: { OPERATION_TIMEOUT_MS: '400' } });
    expect(answer.body).toEqual({ data: { addImageMember: { ...TIMEOUT, requestId, upstreamStatus: null } } });
    expect(upstream.calls).toEqual([POST]);
    await upstream.abandoned;
  });
});

describe('addImageMember without a connection', () => {
  const requestId: unknown = expect.stringMatching(/^req-[0-9a-f-]{36}$/);
  const shareAt = async (endpoint: string, env: Environment = {}): Promise<unknown> => {
    const gateway = await startGateway({ endpoint, env });
    const answer = await gateway.post(SHARE, { input: { imageId: IMAGE, memberId: MEMBER } });
    expect(answer.status).toBe(200);
    return answer.body;
  };
  const failure = (expected: object) => ({
    data: { addImageMember: { ...expected, requestId, upstreamStatus: null } },
  });
  const NOT_APPLIED = { ...UNREACHABLE, outcome: 'NOT_APPLIED' };

  it('reports that nothing was applied when the connection is refused', async () => {
    expect(await shareAt(`http://127.0.0.1:${await findClosedPort()}`)).toEqual(failure(NOT_APPLIED));
  });

  it('reports that nothing was applied when the host is unknown', async () => {
    expect(await shareAt('http://glance.invalid:9292')).toEqual(failure(NOT_APPLIED));
  });

  it('a self-signed certificate: nothing was applied, and nothing was sent', async () => {
    const upstream = await startUpstream([], createSelfSignedCertificate());
    expect(await shareAt(upstream.url)).toEqual(failure(NO_TLS));
    expect(upstream.calls).toEqual([]);
  });

  it('a certificate of an authority that OS_CACERT names is trusted', async () => {
    const certificate = createSelfSignedCertificate();
    const folder = await mkdtemp(join(tmpdir(), 'authority-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, 'ca.pem');
    await writeFile(file, certificate.cert);
    const upstream = await startUpstream([{ status: 200, body: MEMBER_ROW }], certificate);
    expect(await shareAt(upstream.url, { OS_CACERT: file })).toEqual({ data: { addImageMember: SUCCESS } });
    expect(upstream.calls).toEqual([POST]);
  });

  it('a plain server behind an https endpoint: nothing was applied', async () => {
    const upstream = await startUpstream([]);
    expect(await shareAt(upstream.url.replace('http:', 'https:'))).toEqual(failure(NO_TLS));
    expect(upstream.calls).toEqual([]);
  });

  it('a TLS handshake that never ends is a connect timeout: nothing was applied', async () => {
    const port = await startSilentServer();
    const body = await shareAt(`https://127.0.0.1:${port}`, { GLANCE_CONNECT_TIMEOUT_MS: '300' });
    expect(body).toEqual(failure(NOT_APPLIED));
  });

  it('the deadline before a connection is made: nothing was applied', async () => {
    const port = await startSilentServer();
    const body = await shareAt(`https://127.0.0.1:${port}`, { OPERATION_TIMEOUT_MS: '300' });
    expect(body).toEqual(failure({ ...TIMEOUT, outcome: 'NOT_APPLIED' }));
  });
});

/** Accepts connections and says nothing. */
async function startSilentServer(): Promise<number> {
  const server: Server = createServer((socket) => {
    socket.on('error', () => {});
    onEnd.push(() => socket.destroy());
  });
  const onEnd: (() => void)[] = [];
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const end of onEnd) end();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
