import { describe, expect, it } from 'vitest';
import type { Environment } from '../../../src/config/config.ts';
import { IMAGE, MEMBER, MEMBER_ROW, POST, SHARE, SUCCESS } from '../../support/addImageMember.ts';
import { hang } from '../../support/brokenSteps.ts';
import { startLoggedGateway } from '../../support/loggedGateway.ts';
import { openConnection } from '../../support/rawConnection.ts';
import { holdResponse } from '../../support/holdResponse.ts';
import { startUpstream, type UpstreamStep } from '../../support/scriptedUpstream.ts';
import { readMetric } from '../../support/readMetric.ts';
import { startUpload, type Upload } from '../support/upload.ts';

const input = { imageId: IMAGE, memberId: MEMBER };
const ANSWERED = /^HTTP\/1\.1 200 [^]*\r\n\r\n\{"data":\{"__typename":"Query"\}\}\n?$/;
const OVERLOADED = [
  '{"errors":[{"message":"The gateway is overloaded.",',
  '"extensions":{"code":"UPSTREAM_UNAVAILABLE","retryable":true,"retryAfterSeconds":1}}]}',
].join('');
const ENDLESS = { OPERATION_TIMEOUT_MS: '600000' };
const KNOWN = 'token-that-glance-accepted';

async function start(env: Environment) {
  const step: UpstreamStep = { status: 200, body: MEMBER_ROW };
  const upstream = await startUpstream(Array.from({ length: 1000 }, () => step));
  const { gateway, lines } = await startLoggedGateway(upstream.url, { TRUSTED_PROXIES: '1', ...env });
  return {
    upstream,
    gateway,
    lines,
    /** Resolves when the gateway has the part, which is when a request that is sent after it is answered. */
    async upload(options: Parameters<typeof startUpload>[1]): Promise<Upload> {
      const upload = await startUpload(gateway.url, options);
      await gateway.send('/healthz');
      return upload;
    },
    async introduce(token: string): Promise<void> {
      const { body } = await gateway.post(SHARE, { input }, { 'x-auth-token': token });
      expect(body).toMatchObject({ data: { addImageMember: SUCCESS } });
    },
  };
}

async function expectOverloaded(upload: Upload): Promise<void> {
  const answer = await upload.received;
  expect(answer).toMatch(/^HTTP\/1\.1 503 [^]*\r\nretry-after: 1\r\n/);
  expect(answer).toMatch(/\r\nconnection: close\r\n/i);
  expect(answer.slice(answer.indexOf('\r\n\r\n') + 4)).toBe(OVERLOADED);
}

describe('requests whose bodies are still coming', () => {
  it.each([
    ['a head alone', 0],
    ['a head and one byte', 1],
  ])('%s, 600 times, are no operations, and 600 of 600 good requests are answered', async (_what, sent) => {
    const { upstream, gateway } = await start({ MAX_OPERATIONS: '4', METRICS_PORT: '0' });
    await Promise.all(Array.from({ length: 600 }, () => startUpload(gateway.url, { sent })));
    expect(await readMetric(gateway.metricsUrl, 'glance_graphql_operations_running')).toBe(0);
    for (let round = 0; round < 150; round += 1) {
      const answers = await Promise.all(Array.from({ length: 4 }, () => gateway.post(SHARE, { input })));
      expect(answers).toMatchObject(answers.map(() => ({ status: 200, body: { data: { addImageMember: SUCCESS } } })));
    }
    expect(new Set(upstream.calls)).toEqual(new Set([POST]));
  });

  it('beyond MAX_BODIES the one that has been silent longest is refused with 503, and is a line of the log', async () => {
    const { upload, lines } = await start({ MAX_BODIES: '2' });
    const [first, second] = [await upload({}), await upload({})];
    await first.send(1);
    const third = await upload({});
    await expectOverloaded(second);
    expect(await first.finish()).toMatch(ANSWERED);
    expect(await third.finish()).toMatch(ANSWERED);
    await expect
      .poll(lines)
      .toEqual([
        expect.objectContaining({ status: 503, codes: ['UPSTREAM_UNAVAILABLE'] }),
        expect.objectContaining({ status: 200, operationType: 'query' }),
        expect.objectContaining({ status: 200, operationType: 'query' }),
      ]);
  });

  it.each([
    ['an address', { address: '192.0.2.9' }],
    ['a token', { token: 'token-of-another-upload' }],
  ])('%s that sends many loses its own, and the older one of another is kept', async (_what, other) => {
    const { gateway, upload } = await start({ MAX_BODIES: '10' });
    const older = await upload(other);
    const many = await Promise.all(Array.from({ length: 30 }, () => startUpload(gateway.url, {})));
    await Promise.any(many.map(expectOverloaded));
    expect(await older.finish()).toMatch(ANSWERED);
  });

  it('that hold more than MAX_BODIES_BYTES lose the largest', async () => {
    const { upload } = await start({ MAX_BODIES_BYTES: '430000' });
    const [small, large] = [await upload({ sent: 50_000 }), await upload({ sent: 250_000 })];
    const next = await upload({ sent: 150_000 });
    await expectOverloaded(large);
    next.leave();
    expect(await small.finish()).toMatch(ANSWERED);
  });

  it('with tokens that the image service has not accepted make room for one that it has', async () => {
    const { gateway, introduce, upload } = await start({ MAX_BODIES: '8' });
    await introduce(KNOWN);
    const known = [await upload({ token: KNOWN }), await upload({ token: KNOWN })];
    const strangers = await Promise.all(
      Array.from({ length: 30 }, (_value, index) =>
        startUpload(gateway.url, { token: `invented-token-${index}`, address: `192.0.2.${index + 10}` }),
      ),
    );
    await Promise.any(strangers.map(expectOverloaded));
    for (const one of known) expect(await one.finish()).toMatch(ANSWERED);
  });

  it('with an accepted token leave an eighth to tokens that nobody knows', async () => {
    const { introduce, upload } = await start({ MAX_BODIES: '8' });
    await introduce(KNOWN);
    const greedy: Upload[] = [];
    for (let index = 0; index < 8; index += 1) greedy.push(await upload({ token: KNOWN }));
    const stranger = await upload({ token: 'token-of-a-new-client' });
    await Promise.any(greedy.map(expectOverloaded));
    expect(await stranger.finish()).toMatch(ANSWERED);
  });

  it('with a token that nobody knows are refused themselves where accepted tokens have all of few places', async () => {
    const { introduce, upload } = await start({ MAX_BODIES: '1' });
    await introduce(KNOWN);
    const known = await upload({ token: KNOWN });
    await expectOverloaded(await upload({ token: 'token-of-a-new-client' }));
    expect(await known.finish()).toMatch(ANSWERED);
  });

  it('give back what they hold when they are completed, or when their client leaves', async () => {
    const { upload } = await start({ MAX_BODIES: '1', MAX_BODIES_BYTES: '262144' });
    for (let index = 0; index < 10; index += 1) {
      const one = await upload({ sent: 200_000 });
      if (index % 2 === 0) one.leave();
      else expect(await one.finish()).toMatch(ANSWERED);
    }
  });
});

describe('a body in small parts', () => {
  const HEAD =
    'POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\nconnection: close\r\n' +
    'transfer-encoding: chunked\r\n\r\n';
  const toChunks = (text: string, size: number): string => {
    const parts = text.match(new RegExp(`.{1,${size}}`, 'gs')) ?? [];
    return `${parts.map((part) => `${part.length.toString(16)}\r\n${part}\r\n`).join('')}0\r\n\r\n`;
  };
  const query = '{ __typename }';

  it.each([
    [1, 4096],
    [100, 262_144],
    [1000, 262_144],
    [65_536, 262_144],
  ])('of %i bytes is read, however they meet the steps in which memory is taken', async (size, length) => {
    const { gateway } = await start({});
    const { socket, received } = await openConnection(gateway.url);
    const text = JSON.stringify({ query, extensions: { text: '' } });
    const body = JSON.stringify({ query, extensions: { text: 'a'.repeat(length - text.length) } });
    expect(body).toHaveLength(length);
    socket.write(HEAD + toChunks(body, size));
    expect(await received).toMatch(ANSWERED);
  });

  it('beyond 4096 of them is refused, and its connection ends', async () => {
    const { gateway, lines } = await start({});
    const { socket, received } = await openConnection(gateway.url);
    socket.write(HEAD + toChunks(JSON.stringify({ query }).padEnd(4097), 1));
    const answer = await received;
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('"message":"The body comes in too many parts."');
    await expect.poll(lines).toEqual([expect.objectContaining({ status: 400, codes: ['BAD_REQUEST'] })]);
  });
});

describe('requests that wait for earlier ones of their connection', () => {
  const toRequest = (body: string, more = ''): string =>
    `POST /graphql HTTP/1.1\r\nhost: a\r\nx-auth-token: token-of-a-pipeline\r\ncontent-type: application/json\r\n${more}` +
    `content-length: ${body.length}\r\n\r\n${body}`;
  const mutation = toRequest(JSON.stringify({ query: SHARE, variables: { input } }));

  it.each([
    ['headers', toRequest('{}', `x-a: ${'a'.repeat(30_000)}\r\n`)],
    ['headers of questions about health', `GET /healthz HTTP/1.1\r\nhost: a\r\nx-a: ${'a'.repeat(30_000)}\r\n\r\n`],
  ])('lose their connection when their %s are more than MAX_BODIES_BYTES', async (_what, request) => {
    const upstream = await startUpstream([hang]);
    const { gateway, lines } = await startLoggedGateway(upstream.url, { ...ENDLESS, MAX_BODIES_BYTES: '262144' });
    const { socket } = await openConnection(gateway.url);
    socket.on('error', () => {});
    socket.write(mutation);
    await upstream.received(1);
    socket.write(request.repeat(20));
    await upstream.abandoned;
    await expect.poll(() => lines()[0]).toMatchObject({ status: 499, aborted: true });
    expect(upstream.calls).toEqual([POST]);
  });

  it('are refused with 503 in their turn when their bodies are more than MAX_BODIES_BYTES', async () => {
    const { step, release } = holdResponse(MEMBER_ROW);
    const upstream = await startUpstream([step]);
    const { gateway } = await startLoggedGateway(upstream.url, { ...ENDLESS, MAX_BODIES_BYTES: '262144' });
    const { socket, received } = await openConnection(gateway.url);
    socket.write(mutation);
    await upstream.received(1);
    socket.write(toRequest(' '.repeat(100_000)).repeat(20));
    socket.write(toRequest(' ', 'connection: close\r\n'));
    // Requests of an address are counted as they come.
    const readCount = async (): Promise<number> => {
      const { headers } = await gateway.send('/graphql');
      return 60_000 - Number(/"address";r=(\d+)/.exec(String(headers['ratelimit']))?.[1]);
    };
    await expect.poll(readCount).toBeGreaterThan(22);
    release();
    const statuses = (await received).match(/(?<=HTTP\/1\.1 )\d+/g) ?? [];
    expect(statuses).toHaveLength(22);
    expect(statuses[0]).toBe('200');
    expect(statuses.filter((status) => status === '400').length).toBeLessThanOrEqual(4);
    expect(new Set(statuses)).toEqual(new Set(['200', '503', '400']));
    expect(upstream.calls).toEqual([POST]);
  });
});
