import { describe, expect, it } from 'vitest';
import { startGateway } from '../support/gateway.ts';
import { startUpstream } from '../support/scriptedUpstream.ts';

const NEW = 'application/graphql-response+json';
const LEGACY = 'application/json';

interface Case {
  readonly query: string;
  readonly variables?: object;
  readonly operationName?: string;
  readonly code: string;
}

const CASES: readonly [name: string, request: Case][] = [
  ['a syntax error', { query: '{', code: 'GRAPHQL_PARSE_FAILED' }],
  ['an empty document', { query: ' ', code: 'GRAPHQL_PARSE_FAILED' }],
  ['an unknown field', { query: '{ nothing }', code: 'GRAPHQL_VALIDATION_FAILED' }],
  [
    'a variable of the wrong type',
    {
      query: 'query($id: ID!) { imageMembers(imageId: $id) { id } }',
      variables: { id: {} },
      code: 'BAD_USER_INPUT',
    },
  ],
  [
    'an operation that is not there',
    { query: 'query A { __typename }', operationName: 'B', code: 'OPERATION_RESOLUTION_FAILURE' },
  ],
  ['no token', { query: '{ imageMembers(imageId: "a") { id } }', code: 'UNAUTHENTICATED' }],
];

describe('a request that is refused before execution', () => {
  it.each(CASES)('%s: 400 (401) to new clients, 200 to legacy ones, never with data', async (_name, request) => {
    const upstream = await startUpstream([]);
    const gateway = await startGateway({ endpoint: upstream.url });
    const { code, ...body } = request;
    const token = code === 'UNAUTHENTICATED' ? {} : { 'x-auth-token': 'token-of-somebody' };
    const send = (accept: string) =>
      gateway.send('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept, ...token },
        body: JSON.stringify(body),
      });
    const [modern, legacy] = [await send(NEW), await send(LEGACY)];
    const errors = [expect.objectContaining({ extensions: expect.objectContaining({ code }) })];
    expect(modern.status).toBe(code === 'UNAUTHENTICATED' ? 401 : 400);
    expect(modern.headers['content-type']).toBe(`${NEW}; charset=utf-8`);
    expect(modern.body).toEqual({ errors });
    expect(legacy.status).toBe(200);
    expect(legacy.headers['content-type']).toBe(`${LEGACY}; charset=utf-8`);
    expect(legacy.body).toEqual(modern.body);
    expect(upstream.calls).toEqual([]);
  });

  it.each([
    [undefined, LEGACY],
    ['*/*', LEGACY],
    ['application/*', LEGACY],
    [LEGACY, LEGACY],
    [NEW, NEW],
    [`${NEW}, ${LEGACY};q=0.9`, NEW],
    [`${LEGACY}, ${NEW}`, LEGACY],
    [`${LEGACY};q=0.5, ${NEW}`, NEW],
    [`${NEW};q=0, ${LEGACY}`, LEGACY],
    [`${NEW}; charset=utf-8, */*;q=0.1`, NEW],
    [`Application/GraphQL-Response+JSON`, NEW],
  ])('Accept: %s is answered as %s', async (accept, type) => {
    const gateway = await startGateway({ endpoint: 'http://127.0.0.1:9' });
    const answer = await gateway.send('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(accept === undefined ? {} : { accept }) },
      body: '{"query":"{ __typename }"}',
    });
    expect(answer).toMatchObject({
      status: 200,
      headers: { 'content-type': `${type}; charset=utf-8` },
      body: { data: { __typename: 'Query' } },
    });
  });

  it('a client that takes no JSON at all is told so in JSON', async () => {
    const gateway = await startGateway({ endpoint: 'http://127.0.0.1:9' });
    const answer = await gateway.post('{ __typename }', {}, { accept: 'text/html' });
    expect(answer).toMatchObject({ status: 406, headers: { 'content-type': `${LEGACY}; charset=utf-8` } });
    expect(answer.body).toEqual({ errors: [{ message: expect.any(String), extensions: { code: 'BAD_REQUEST' } }] });
  });

  it('introspection needs no token', async () => {
    const gateway = await startGateway({ endpoint: 'http://127.0.0.1:9' });
    const answer = await gateway.post('{ __schema { queryType { name } } }', {}, { 'x-auth-token': '' });
    expect(answer).toMatchObject({ status: 200, body: { data: { __schema: { queryType: { name: 'Query' } } } } });
  });

  it('introspection can be switched off', async () => {
    const gateway = await startGateway({ endpoint: 'http://127.0.0.1:9', env: { INTROSPECTION: 'false' } });
    const answer = await gateway.post('{ __schema { queryType { name } } }');
    expect(answer).toMatchObject({
      status: 200,
      body: { errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] },
    });
    expect(answer.body).not.toHaveProperty('data');
  });

  it('without introspection no suggestion gives the schema away', async () => {
    const gateway = await startGateway({ endpoint: 'http://127.0.0.1:9', env: { INTROSPECTION: 'false' } });
    const answer = await gateway.post('{ imageMember(imageId: "a", memberId: "b") { statu } }');
    expect(JSON.stringify(answer.body)).not.toContain('Did you mean');
  });
});
