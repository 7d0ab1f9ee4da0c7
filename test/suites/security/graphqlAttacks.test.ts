import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../../src/server.ts';
import { codesOf, post, type Answer } from '../../support/post.ts';
import { openGateway } from '../../support/gateway.ts';

const TOKEN = { 'x-auth-token': 'demo-token-alpha' };
const MUTATION = 'mutation { removeImageMember(input: { imageId: "a", memberId: "b" }) { __typename } }';

let gateway: RunningServer;
let production: RunningServer;
beforeAll(async () => {
  gateway = await openGateway();
  production = await openGateway({ NODE_ENV: 'production' });
});
afterAll(async () => {
  await gateway.stop();
  await production.stop();
});

async function ask(path: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(`${gateway.url}/graphql${path}`, init);
  return { status: response.status, body: await response.json() };
}

function times(count: number, text: string): string {
  return Array.from({ length: count }, () => text).join(' ');
}

describe('batches', () => {
  it.each([1, 10, 1000])('of %i operations in an array are refused', async (size) => {
    const answer = await post(
      gateway.url,
      Array.from({ length: size }, () => ({ query: '{ __typename }' })),
    );
    expect(answer).toEqual({
      status: 400,
      body: { errors: [{ message: 'Operation batching disabled.', extensions: { code: 'BAD_REQUEST' } }] },
    });
  });
});

describe('overload', () => {
  it.each([
    ['aliases', `{ ${Array.from({ length: 101 }, (_, i) => `alias${i}: __typename`).join(' ')} }`],
    ['directives', `{ __typename ${times(50, '@aa')} }`],
    ['fields', `{ ${times(500, '__typename')} }`],
    [
      'circular introspection',
      `{ __schema { types { ${times(6, 'fields { type { fields { type { fields { type { name } } } } } }'.repeat(12))} } } }`,
    ],
    ['circular fragments', '{ image(id: "a") { ...A } } fragment A on Image { ...B } fragment B on Image { ...A }'],
    ['deep lists', `{ images(filter: { tags: ${'['.repeat(4500)}${']'.repeat(4500)} }) { nodes { id } } }`],
  ])('by %s is refused', async (_what, query) => {
    const answer = await post(gateway.url, { query });
    expect({ status: answer.status, codes: codesOf(answer.body) }).toEqual({
      status: 400,
      codes: ['OPERATION_TOO_COMPLEX'],
    });
  });

  it('by deeply nested variables is refused', async () => {
    const nested = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    const answer = await ask('', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...TOKEN },
      body: `{"query":"query ($first: Int) { images(first: $first) { nodes { id } } }","variables":{"first":${nested}}}`,
    });
    expect({ status: answer.status, codes: codesOf(answer.body) }).toEqual({ status: 400, codes: ['BAD_USER_INPUT'] });
  });

  it('by a body over 256 KiB is refused', async () => {
    const answer = await post(gateway.url, { query: `{ __typename } #${'x'.repeat(256 * 1024)}` });
    expect({ status: answer.status, codes: codesOf(answer.body) }).toEqual({
      status: 413,
      codes: ['PAYLOAD_TOO_LARGE'],
    });
  });
});

describe('cross-site requests', () => {
  it('cannot send a mutation by GET', async () => {
    const headers = { ...TOKEN, 'apollo-require-preflight': 'true' };
    const answer = await ask(`?query=${encodeURIComponent(MUTATION)}`, { headers });
    const message = 'GET requests only support query operations, not mutation operations';
    expect(answer).toEqual({ status: 405, body: { errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] } });
  });

  it('cannot send a query by GET without a header that browsers ask for first', async () => {
    const answer = await ask('?query={__typename}', { headers: TOKEN });
    expect({ status: answer.status, codes: codesOf(answer.body) }).toEqual({ status: 400, codes: ['BAD_REQUEST'] });
  });

  it.each(['application/x-www-form-urlencoded', 'multipart/form-data; boundary=b', 'text/plain'])(
    'cannot post a form as %s',
    async (type) => {
      const body = `query=${encodeURIComponent(MUTATION)}`;
      const answer = await ask('', { method: 'POST', headers: { ...TOKEN, 'content-type': type }, body });
      expect({ status: answer.status, codes: codesOf(answer.body) }).toEqual({
        status: 415,
        codes: ['UNSUPPORTED_MEDIA_TYPE'],
      });
    },
  );

  it('cannot post JSON that says nothing about its type', async () => {
    const body = new Blob(['{"query":"{ __typename }"}']);
    const answer = await ask('', { method: 'POST', headers: TOKEN, body });
    expect({ status: answer.status, codes: codesOf(answer.body) }).toEqual({
      status: 415,
      codes: ['UNSUPPORTED_MEDIA_TYPE'],
    });
  });
});

describe('the schema in production', () => {
  it.each(['{ __schema { queryType { name } } }', '{ __type(name: "Image") { name } }'])(
    'is not told: %s',
    async (query) => {
      const answer = await post(production.url, { query });
      expect({ status: answer.status, codes: codesOf(answer.body) }).toEqual({
        status: 400,
        codes: ['GRAPHQL_VALIDATION_FAILED'],
      });
    },
  );

  it.each([
    ['a field', '{ imagess { nodes { id } } }', 'Cannot query field "imagess" on type "Query".'],
    ['an argument', '{ image(idd: "a") { id } }', 'Unknown argument "idd" on field "Query.image".'],
    ['a type', '{ image(id: "a") { ... on Imag { id } } }', 'Unknown type "Imag".'],
    [
      'an enum value',
      `{ images(filter: { visibility: SHARD }) { nodes { id } } }`,
      'Value "SHARD" does not exist in "ImageVisibility" enum.',
    ],
    [
      'an input field',
      `{ images(filter: { nam: "a" }) { nodes { id } } }`,
      'Field "nam" is not defined by type "ImageFilter".',
    ],
  ])('is not suggested for %s', async (_what, query, message) => {
    const { body } = await post(production.url, { query });
    expect(JSON.stringify(body)).not.toMatch(/did you mean/i);
    expect(body).toMatchObject({ errors: expect.arrayContaining([expect.objectContaining({ message })]) });
  });

  it('is not suggested for a variable', async () => {
    const query = 'query ($filter: ImageFilter) { images(filter: $filter) { nodes { id } } }';
    for (const filter of [{ nam: 'a' }, { visibility: 'SHARD' }]) {
      const { status, body } = await post(production.url, { query, variables: { filter } });
      expect(status).toBe(400);
      expect(JSON.stringify(body)).not.toMatch(/did you mean/i);
    }
  });

  it('is not told by the federation field', async () => {
    const answer = await post(production.url, { query: '{ _service { sdl } }' });
    expect(codesOf(answer.body)).toEqual(['FORBIDDEN']);
  });

  it('is suggested where introspection is on, so that the tests above can fail', async () => {
    const { body } = await post(gateway.url, { query: '{ imagess { nodes { id } } }' });
    expect(JSON.stringify(body)).toContain('Did you mean');
  });
});

describe('a target of scanning tools', () => {
  it.each(['/', '/graphiql', '/playground', '/console', '/graphql/x', '/.git/config', '/graphql/../metrics'])(
    'is not at %s in production',
    async (path) => {
      const response = await fetch(production.url + path, { headers: { accept: 'text/html' } });
      expect({ status: response.status, body: await response.json() }).toEqual({
        status: 404,
        body: {
          errors: [
            {
              message: 'There is nothing here. GraphQL is at /graphql.',
              extensions: { code: 'NOT_FOUND', retryable: false },
            },
          ],
        },
      });
    },
  );

  it('has no stack trace, no trace extension and no server name', async () => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'apollo-federation-include-trace': 'ftv1', ...TOKEN },
      body: '{"query":"{ images(first: 1000) { nodes { id } } }"}',
    });
    const text = await response.text();
    expect(JSON.parse(text)).toEqual({
      data: { images: null },
      errors: [expect.objectContaining({ extensions: expect.objectContaining({ code: 'INVALID_INPUT' }) })],
    });
    expect(text).not.toMatch(/stacktrace|ftv1|tracing|node_modules|\.ts:/);
    expect(response.headers.get('server')).toBeNull();
    expect(response.headers.get('x-powered-by')).toBeNull();
  });

  it('is not registered by hash', async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } };
    const answer = await post(gateway.url, { extensions });
    expect(codesOf(answer.body)).toEqual(['PERSISTED_QUERY_NOT_SUPPORTED']);
  });
});
