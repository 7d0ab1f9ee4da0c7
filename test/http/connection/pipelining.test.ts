import { describe, expect, it } from 'vitest';
import { IMAGE, MEMBER, POST, SHARE } from '../../support/addImageMember.ts';
import { startBin } from '../../support/bin.ts';
import { hang } from '../../support/brokenSteps.ts';
import { startLoggedGateway } from '../../support/loggedGateway.ts';
import { openConnection } from '../../support/rawConnection.ts';
import { startUpstream } from '../../support/scriptedUpstream.ts';
import { readMetric } from '../../support/readMetric.ts';

const TOKEN = 'a-token-of-a-client';
const ENDLESS = { OPERATION_TIMEOUT_MS: '600000', METRICS_PORT: '0' };

function toRequest(body: object | string, more = '', type = 'application/json'): string {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const head = `POST /graphql HTTP/1.1\r\nhost: a\r\nx-auth-token: ${TOKEN}\r\ncontent-type: ${type}\r\n${more}`;
  return `${head}content-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
}

const MUTATION = toRequest({ query: SHARE, variables: { input: { imageId: IMAGE, memberId: MEMBER } } });
const nameOf = (name: string): string => toRequest({ query: `query ${name} { __typename }` });
const GET = 'GET /graphql?query=%7B__typename%7D HTTP/1.1\r\nhost: a\r\napollo-require-preflight: a\r\n';
const HEALTH = 'GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n';

const LEFT = 'glance_graphql_responses_total{status="499"}';

describe('requests that are sent before the responses to earlier ones', () => {
  it('are executed one after the other, and answered in their order', async () => {
    const { gateway, lines } = await startLoggedGateway('http://127.0.0.1:9');
    const { socket, received } = await openConnection(gateway.url);
    const names = Array.from({ length: 100 }, (_, index) => `Q${index}`);
    const last = toRequest({ query: 'query Last { __typename }' }, 'connection: close\r\n');
    socket.write(names.map(nameOf).join('') + last);
    expect((await received).match(/\{"data":\{"__typename":"Query"\}\}/g)).toHaveLength(101);
    await expect.poll(() => lines().length).toBe(101);
    const order = lines().map((line) => (line as { operationName: string }).operationName);
    expect(order).toEqual([...names, 'Last']);
  });

  it('are answered in their order whatever becomes of each', async () => {
    const { gateway } = await startLoggedGateway('http://127.0.0.1:9');
    const { socket, received } = await openConnection(gateway.url);
    const requests = [
      nameOf('A'),
      HEALTH,
      toRequest('{'),
      'GET /nothing HTTP/1.1\r\nhost: a\r\nconnection: keep-alive\r\n\r\n',
      nameOf('B'),
    ];
    socket.write(requests.join(''));
    // 404 is the last answer of its connection.
    expect((await received).match(/(?<=HTTP\/1\.1 )\d+/g)).toEqual(['200', '200', '400', '404']);
  });

  it.each([
    ['six mutations', MUTATION.repeat(6), 6],
    ['a hundred mutations', MUTATION.repeat(100), 100],
    ['a mutation and bodies of 200 KB', MUTATION + toRequest(' '.repeat(200_000)).repeat(3), 4],
    ['a mutation and half a body', MUTATION + toRequest(' '.repeat(200_000)).slice(0, -1), 2],
    ['a mutation and a GET with a body', `${MUTATION}${GET}content-length: 200000\r\n\r\n${' '.repeat(200_000)}`, 2],
    ['a mutation and a body of another type', MUTATION + toRequest('{}', '', 'text/plain'), 2],
    ['a mutation, questions about health and a mutation', MUTATION + HEALTH.repeat(50) + MUTATION, 2],
    [
      'a mutation and questions what is allowed',
      MUTATION + 'OPTIONS /graphql HTTP/1.1\r\nhost: a\r\n\r\n'.repeat(20),
      21,
    ],
  ])('%s end with their client: each is one line and one count', async (_what, bytes, count) => {
    const upstream = await startUpstream([hang]);
    const { gateway, lines } = await startLoggedGateway(upstream.url, ENDLESS);
    const { socket } = await openConnection(gateway.url);
    await new Promise<void>((resolve) => socket.write(bytes, () => resolve()));
    await upstream.received(1);
    socket.destroy();
    await upstream.abandoned;
    await expect.poll(() => lines().length).toBe(count);
    expect(lines().filter((line) => (line as { status: number }).status !== 499)).toEqual([]);
    expect(new Set(lines().map((line) => (line as { requestId: string }).requestId)).size).toBe(count);
    expect(await readMetric(gateway.metricsUrl, LEFT)).toBe(count);
    expect(await readMetric(gateway.metricsUrl, 'glance_graphql_operations_running')).toBe(0);
    expect(upstream.calls).toEqual([POST]);
  });

  it.each([
    ['what is no request', 'GARBAGE\r\n\r\n'],
    ['two lengths', 'POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n'],
  ])('%s after a mutation is not answered in the place of the mutation', async (_what, bytes) => {
    const upstream = await startUpstream([hang]);
    const { gateway, lines } = await startLoggedGateway(upstream.url, ENDLESS);
    const { socket, received } = await openConnection(gateway.url);
    socket.write(MUTATION);
    await upstream.received(1);
    socket.write(bytes);
    expect(await received.catch(() => '')).toBe('');
    await expect.poll(lines).toEqual([expect.objectContaining({ status: 499, operationType: 'mutation' })]);
  });

  it('take one place of MAX_OPERATIONS together', async () => {
    const upstream = await startUpstream([hang]);
    const { gateway } = await startLoggedGateway(upstream.url, { ...ENDLESS, MAX_OPERATIONS: '2' });
    const { socket } = await openConnection(gateway.url);
    socket.write(MUTATION.repeat(20));
    await upstream.received(1);
    expect(await gateway.post('{ __typename }')).toMatchObject({ status: 200 });
  });

  it('end their connection where more than 256 wait', async () => {
    const upstream = await startUpstream([hang]);
    const { gateway, lines } = await startLoggedGateway(upstream.url, ENDLESS);
    const { socket } = await openConnection(gateway.url);
    socket.on('error', () => {});
    socket.write(MUTATION);
    await upstream.received(1);
    socket.write(HEALTH.repeat(10) + nameOf('A').repeat(300));
    await upstream.abandoned;
    // What had not been read when the connection ended is no request.
    await expect.poll(() => lines().length).toBeGreaterThan(246);
    expect(lines().filter((line) => (line as { status: number }).status !== 499)).toEqual([]);
    expect(upstream.calls).toEqual([POST]);
  });

  it('do not hold up a stop beyond its grace', async () => {
    const upstream = await startUpstream([hang]);
    const times = { SHUTDOWN_GRACE_MS: '300', OPERATION_TIMEOUT_MS: '600000' };
    const bin = startBin([], { PORT: '0', GLANCE_ENDPOINT: upstream.url, AUDIT_LOG: 'false', ...times });
    const url = /^GraphQL is at (\S+)/.exec(await bin.printed(/^GraphQL is at \S+\n/))?.[1] ?? '';
    const { socket } = await openConnection(url);
    socket.on('error', () => {});
    socket.write(MUTATION.repeat(10));
    await upstream.received(1);
    bin.child.kill('SIGTERM');
    const { code, stderr } = await bin.ended;
    expect(code).toBe(0);
    const lines = stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toEqual(Array.from({ length: 10 }, () => expect.objectContaining({ status: 499, aborted: true })));
    expect(upstream.calls).toEqual([POST]);
  });
});
