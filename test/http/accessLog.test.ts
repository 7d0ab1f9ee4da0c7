import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { IMAGE, MEMBER, MEMBER_ROW, SHARE } from '../support/addImageMember.ts';
import { hang } from '../support/brokenSteps.ts';
import { startLoggedGateway } from '../support/loggedGateway.ts';
import { openConnection } from '../support/rawConnection.ts';
import { startUpstream } from '../support/scriptedUpstream.ts';

const input = { imageId: IMAGE, memberId: MEMBER };
const LINE = {
  level: pino.levels.values['info'],
  time: expect.stringMatching(/^\d{4}-.*Z$/),
  requestId: expect.stringMatching(/^req-[\da-f-]{36}$/),
  durationMs: expect.any(Number),
  msg: 'request',
};

describe('the access log', () => {
  it('has one line for an operation, with the id of its response', async () => {
    const upstream = await startUpstream([{ status: 200, body: MEMBER_ROW }]);
    const { gateway, lines } = await startLoggedGateway(upstream.url);
    const { headers } = await gateway.post(SHARE, { input });
    const requestId = headers['x-request-id'];
    await expect
      .poll(lines)
      .toEqual([{ ...LINE, requestId, operationName: 'Share', operationType: 'mutation', status: 200 }]);
  });

  it('names the codes of a result and of top-level errors, each once', async () => {
    const upstream = await startUpstream([{ status: 403 }, { status: 403 }, { status: 500 }]);
    const { gateway, lines } = await startLoggedGateway(upstream.url);
    await gateway.post(SHARE, { input });
    await gateway.post('query Both($id: ID!) { imageMembers(imageId: $id) { id } image(id: $id) { id } }', {
      id: IMAGE,
    });
    await expect.poll(lines).toEqual([
      { ...LINE, operationName: 'Share', operationType: 'mutation', status: 200, codes: ['FORBIDDEN'] },
      {
        ...LINE,
        operationName: 'Both',
        operationType: 'query',
        status: 200,
        codes: expect.arrayContaining(['FORBIDDEN', 'UPSTREAM_INTERNAL_ERROR']),
      },
    ]);
  });

  it.each([
    ['a document that does not parse', { query: '{' }, {}, 200, 'GRAPHQL_PARSE_FAILED', null],
    ['an unknown field', { query: 'query Name { nothing }' }, {}, 200, 'GRAPHQL_VALIDATION_FAILED', null],
    ['no token', { query: '{ images { nodes { id } } }' }, { 'x-auth-token': '' }, 200, 'UNAUTHENTICATED', 'query'],
    ['a body of another type', '{}', { 'content-type': 'text/plain' }, 415, 'UNSUPPORTED_MEDIA_TYPE', null],
  ] as const)('%s is a line with its error code', async (_name, body, headers, status, code, operationType) => {
    const { gateway, lines } = await startLoggedGateway('http://127.0.0.1:9');
    await gateway.send('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-auth-token': 'token-of-somebody', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    await expect.poll(lines).toEqual([{ ...LINE, operationName: null, operationType, status, codes: [code] }]);
  });

  it('marks the operation of a client that left as aborted', async () => {
    const upstream = await startUpstream([hang]);
    const { gateway, lines } = await startLoggedGateway(upstream.url);
    const { socket } = await openConnection(gateway.url);
    const body = JSON.stringify({ query: SHARE, variables: { input } });
    socket.write(
      'POST /graphql HTTP/1.1\r\nhost: a\r\nx-auth-token: token-of-somebody\r\ncontent-type: application/json\r\n' +
        `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
    await upstream.received(1);
    socket.destroy();
    await expect.poll(lines).toEqual([
      {
        ...LINE,
        operationName: 'Share',
        operationType: 'mutation',
        status: 499,
        codes: ['UPSTREAM_TIMEOUT'],
        aborted: true,
      },
    ]);
  });

  it('an operation beyond MAX_OPERATIONS is refused, keeps its connection, and is a line', async () => {
    const upstream = await startUpstream([hang]);
    const { gateway, lines } = await startLoggedGateway(upstream.url, { MAX_OPERATIONS: '1' });
    const first = gateway.post(SHARE, { input }).catch(() => 'cut off');
    await upstream.received(1);
    const { status, headers, body } = await gateway.post(SHARE, { input });
    expect({ status, retryAfter: headers['retry-after'], connection: headers['connection'], body }).toEqual({
      status: 503,
      retryAfter: '1',
      connection: 'keep-alive',
      body: {
        errors: [
          {
            message: 'The gateway is overloaded.',
            extensions: { code: 'UPSTREAM_UNAVAILABLE', retryable: true, retryAfterSeconds: 1 },
          },
        ],
      },
    });
    await expect
      .poll(lines)
      .toEqual([{ ...LINE, operationName: null, operationType: null, status: 503, codes: ['UPSTREAM_UNAVAILABLE'] }]);
    expect(upstream.calls).toHaveLength(1);
    await gateway.stop();
    expect(await first).toBe('cut off');
  });

  it('has no line for a health check', async () => {
    const { gateway, lines } = await startLoggedGateway('http://127.0.0.1:9');
    for (const path of ['/healthz', '/readyz', '/nothing']) await gateway.send(path);
    await gateway.post('{ __typename }');
    await expect.poll(lines).toMatchObject([{ operationType: 'query' }]);
  });

  it('holds nothing of a document and its variables but 100 characters of the operation name', async () => {
    const { gateway, lines, text } = await startLoggedGateway('http://127.0.0.1:9');
    const name = 'N'.repeat(150);
    await gateway.post(`query ${name}($id: ID!) { __typename aliasAlias: image(id: $id) { id } }`, {
      id: 'value-value',
    });
    await expect.poll(lines).toMatchObject([{ operationName: 'N'.repeat(100), codes: ['INVALID_INPUT'] }]);
    for (const secret of ['aliasAlias', 'value-value', 'token-of-the-user']) expect(text()).not.toContain(secret);
  });
});
