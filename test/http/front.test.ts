import { describe, expect, it } from 'vitest';
import { openConnection } from '../support/rawConnection.ts';
import { startGateway } from '../support/gateway.ts';
import { startUpstream } from '../support/scriptedUpstream.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const UUID_ID: unknown = expect.stringMatching(/^req-[0-9a-f-]{36}$/);

/** Before an image service that must not be called. */
async function start() {
  const upstream = await startUpstream([]);
  return { upstream, gateway: await startGateway({ endpoint: upstream.url }) };
}

const failure = (code: string, message: string) => ({
  errors: [{ message, extensions: { code, retryable: false } }],
});
const TOO_LARGE = failure('PAYLOAD_TOO_LARGE', 'The body is larger than 256 KiB.');
const BAD_TYPE = failure('UNSUPPORTED_MEDIA_TYPE', 'The body must be application/json in UTF-8, not compressed.');
const NOT_JSON = failure('BAD_REQUEST', 'The body is not JSON.');

describe('the HTTP front', () => {
  it('/healthz and /readyz answer without a token and without the image service', async () => {
    const { upstream, gateway } = await start();
    expect(await gateway.send('/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(await gateway.send('/readyz')).toMatchObject({ status: 200, body: { status: 'ready' } });
    expect(upstream.calls).toEqual([]);
  });

  it.each(['/', '/graphql/x', '/GraphQL', '/v2/images', '/%67raphql', '/graphql%2F'])(
    '%s is 404 in JSON',
    async (path) => {
      const { gateway } = await start();
      const answer = await gateway.send(path, { method: 'POST', headers: JSON_TYPE, body: '{}' });
      expect(answer.status).toBe(404);
      expect(answer.headers).toMatchObject({
        'content-type': 'application/json; charset=utf-8',
        'cache-control': 'no-store',
      });
      expect(answer.body).toEqual(failure('NOT_FOUND', 'There is nothing here. GraphQL is at /graphql.'));
    },
  );

  it.each([
    ['POST', '/graphql/'],
    ['POST', '/graphql//?x=1'],
    ['POST', 'http://gateway.example/graphql'],
    ['POST', 'HTTPS://Gateway.Example:8443/graphql/'],
    ['GET', 'http://gateway.example/graphql?query=%7B__typename%7D'],
    ['GET', '/graphql/?query=%7B__typename%7D'],
  ])('%s %s is /graphql', async (method, target) => {
    const { gateway } = await start();
    const { socket, received } = await openConnection(gateway.url);
    const body = method === 'GET' ? '' : '{"query":"{__typename}"}';
    socket.write(
      `${method} ${target} HTTP/1.1\r\nhost: a\r\nconnection: close\r\napollo-require-preflight: 1\r\n` +
        `content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    const answer = await received;
    expect(answer).toMatch(/^HTTP\/1.1 200 /);
    expect(answer).toContain('{"data":{"__typename":"Query"}}');
  });

  it.each(['/healthz/', 'http://gateway.example/healthz', '/readyz/?x'])('%s is a health check', async (target) => {
    const { gateway } = await start();
    const { socket, received } = await openConnection(gateway.url);
    socket.write(`GET ${target} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`);
    expect(await received).toMatch(/^HTTP\/1.1 200 /);
  });

  it('a body may begin with a byte order mark', async () => {
    const { gateway } = await start();
    const body = Buffer.from('\ufeff{"query":"{__typename}"}');
    const answer = await gateway.send('/graphql', { method: 'POST', headers: JSON_TYPE, body });
    expect(answer).toMatchObject({ status: 200, body: { data: { __typename: 'Query' } } });
  });

  it.each(['utf16le', 'latin1'] as const)('a body in %s is not taken', async (encoding) => {
    const { gateway } = await start();
    const body = Buffer.from('{"query":"{__typename #\u00e9\n}"}', encoding);
    const answer = await gateway.send('/graphql', { method: 'POST', headers: JSON_TYPE, body });
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual(NOT_JSON);
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])('%s is 405 and says what is allowed', async (method) => {
    const { gateway } = await start();
    const answer = await gateway.send('/graphql', { method });
    expect(answer.status).toBe(405);
    expect(answer.headers).toMatchObject({ allow: 'GET, POST', 'x-request-id': UUID_ID });
    expect(answer.body).toEqual(failure('METHOD_NOT_ALLOWED', 'Only GET and POST are taken.'));
  });

  it.each<[name: string, headers: Record<string, string>]>([
    ['none', {}],
    ['text/plain', { 'content-type': 'text/plain' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['multipart', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['application/graphql', { 'content-type': 'application/graphql' }],
    ['application/jsonx', { 'content-type': 'application/jsonx' }],
    ['another charset', { 'content-type': 'application/json; charset=iso-8859-1' }],
    ['gzip', { 'content-type': 'application/json', 'content-encoding': 'gzip' }],
  ])('a body of type %s is 415', async (_name, headers) => {
    const { gateway } = await start();
    const answer = await gateway.send('/graphql', { method: 'POST', headers, body: '{"query":"{ __typename }"}' });
    expect(answer.status).toBe(415);
    expect(answer.body).toEqual(BAD_TYPE);
  });

  it.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"'])(
    'a body of type %s is taken',
    async (type) => {
      const { gateway } = await start();
      const answer = await gateway.send('/graphql', {
        method: 'POST',
        headers: { 'content-type': type },
        body: '{"query":"{ __typename }"}',
      });
      expect(answer.status).toBe(200);
      expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'x-request-id': UUID_ID });
      expect(answer.body).toEqual({ data: { __typename: 'Query' } });
    },
  );

  it.each<[name: string, body: string | Buffer]>([
    ['nothing', ''],
    ['half an object', '{"query":'],
    ['two objects', '{}{}'],
    ['bytes that are not UTF-8', Buffer.from([...Buffer.from('{"query":"{ __typename } #'), 0xff, 0x22, 0x7d])],
  ])('a body of %s is 400', async (_name, body) => {
    const { gateway } = await start();
    const answer = await gateway.send('/graphql', { method: 'POST', headers: JSON_TYPE, body });
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual(NOT_JSON);
  });

  it.each(['null', '1', '"x"', '{}', '{"query":1}', '{"query":"{ __typename }","variables":"x"}'])(
    'the body %s is 400',
    async (body) => {
      const { gateway } = await start();
      const answer = await gateway.send('/graphql', { method: 'POST', headers: JSON_TYPE, body });
      expect(answer.status).toBe(400);
      expect(answer.body).toEqual({
        errors: [{ message: expect.any(String), extensions: { code: 'BAD_REQUEST' } }],
      });
    },
  );

  it('an array of operations is refused', async () => {
    const { gateway } = await start();
    const body = '[{"query":"{ __typename }"},{"query":"{ __typename }"}]';
    const answer = await gateway.send('/graphql', { method: 'POST', headers: JSON_TYPE, body });
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({ errors: [{ message: expect.any(String), extensions: { code: 'BAD_REQUEST' } }] });
  });

  it('a body of 256 KiB is taken, of one byte more is 413', async () => {
    const { gateway } = await start();
    const query = '{"query":"{ __typename }"}';
    const fits = query.padEnd(256 * 1024);
    const send = (body: string) => gateway.send('/graphql', { method: 'POST', headers: JSON_TYPE, body });
    expect(await send(fits)).toMatchObject({ status: 200, body: { data: { __typename: 'Query' } } });
    expect(await send(`${fits} `)).toMatchObject({ status: 413, body: TOO_LARGE });
  });

  it('a GET without a preflight header is refused as a possible cross-site request', async () => {
    const { gateway } = await start();
    const answer = await gateway.send('/graphql?query=%7B__typename%7D');
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({
      errors: [{ message: expect.stringMatching(/CSRF/), extensions: { code: 'BAD_REQUEST' } }],
    });
  });

  it('a GET with a preflight header is answered', async () => {
    const { gateway } = await start();
    const headers = { 'apollo-require-preflight': 'true' };
    const answer = await gateway.send('/graphql?query=%7B__typename%7D', { headers });
    expect(answer).toMatchObject({ status: 200, body: { data: { __typename: 'Query' } } });
  });

  it('a mutation by GET is refused without a call', async () => {
    const { upstream, gateway } = await start();
    const query = encodeURIComponent(
      'mutation { addImageMember(input: { imageId: "d164b5df-1bc3-4c3f-893e-3e471fd16e64", memberId: "a" }) { __typename } }',
    );
    const headers = { 'apollo-require-preflight': 'true', 'x-auth-token': 'token-of-somebody' };
    const answer = await gateway.send(`/graphql?query=${query}`, { headers });
    expect(answer.status).toBe(405);
    expect(answer.headers).toMatchObject({ allow: 'POST' });
    expect(upstream.calls).toEqual([]);
  });

  it('no origin is allowed to read a response', async () => {
    const { gateway } = await start();
    const headers = { ...JSON_TYPE, origin: 'https://evil.example.org' };
    const answer = await gateway.send('/graphql', { method: 'POST', headers, body: '{"query":"{ __typename }"}' });
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });
});
