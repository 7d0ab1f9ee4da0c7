import { describe, expect, it } from 'vitest';
import { BETA, BROKEN, MEMBERS, startErrors, UNKNOWN_ID } from './startErrors.ts';
import { askBoth, normalize, send, type WireRequest } from './wire.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

const NOBODY = 'This server could not verify that you are authorized to access the document you requested. '.concat(
  'Either you supplied the wrong credentials (e.g., bad password), or your browser does not understand how to supply ',
  'the credentials required.',
);
const NO_ROUTE = 'The resource could not be found.';

const { upstreams, askSame, refusalOf } = await startErrors();

describe('a path that is no image', () => {
  it.each<{ method: Method; path: string; says: string }>([
    { method: 'GET', path: `/v2/images/${UNKNOWN_ID}`, says: `No image found with ID ${UNKNOWN_ID}` },
    { method: 'GET', path: '/v2/images/not-a-uuid', says: 'No image found with ID not-a-uuid' },
    { method: 'GET', path: `/v2/images/${UNKNOWN_ID}/members`, says: `Image ${UNKNOWN_ID} not found.` },
    { method: 'DELETE', path: `/v2/images/${UNKNOWN_ID}`, says: `Failed to find image ${UNKNOWN_ID} to delete` },
    { method: 'DELETE', path: `/v2/images/${UNKNOWN_ID}/members/x`, says: `Image ${UNKNOWN_ID} not found.` },
    { method: 'GET', path: '/v2/', says: NO_ROUTE },
    { method: 'GET', path: '/v2/nothing', says: NO_ROUTE },
    { method: 'GET', path: '/v2/images/', says: NO_ROUTE },
    { method: 'GET', path: '/v2/images/{image}/', says: NO_ROUTE },
    { method: 'GET', path: `${MEMBERS}/`, says: NO_ROUTE },
    { method: 'GET', path: `${MEMBERS}/a%2Fb`, says: NO_ROUTE },
    { method: 'GET', path: '/v2/images/{image}/nothing', says: NO_ROUTE },
  ])('responds with 404 to $method $path: $says', async ({ method, path, says }) => {
    expect(await refusalOf({ method, path, as: 'alpha' })).toMatchObject({ status: 404, says });
  });

  it('is decoded before it is routed: %2F parts it', async () => {
    const real = await askSame({ path: '/v2/images/{image}%2Fmembers/{beta}', as: 'alpha' });
    expect(JSON.parse(real.text)).toMatchObject({ member_id: '{beta}', image_id: '{image}' });
  });
});

describe('a method that a path does not have', () => {
  it.each<{ method: Method; path: string; allow: string }>([
    { method: 'DELETE', path: '/v2/images', allow: 'GET, POST' },
    { method: 'PUT', path: '/v2/images/{image}', allow: 'GET, PATCH, DELETE' },
    { method: 'POST', path: '/v2/images/{image}', allow: 'GET, PATCH, DELETE' },
    { method: 'DELETE', path: MEMBERS, allow: 'GET, POST' },
    { method: 'PATCH', path: MEMBERS, allow: 'GET, POST' },
    { method: 'POST', path: BETA, allow: 'GET, PUT, DELETE' },
    { method: 'PATCH', path: BETA, allow: 'GET, PUT, DELETE' },
  ])('is answered with 405 and Allow: $method $path', async ({ method, path, allow }) => {
    const refusal = await refusalOf({ method, path, as: 'alpha' });
    expect(refusal).toMatchObject({ status: 405, says: `The method ${method} is not allowed for this resource.` });
    expect(refusal.headers).toMatchObject({ allow });
  });

  it.each<WireRequest & { what: string; status: number }>([
    { what: 'of an image', path: '/v2/images/{image}', as: 'alpha', status: 405 },
    { what: 'of the members', path: MEMBERS, as: 'alpha', status: 405 },
    { what: 'of nothing', path: '/v2/nothing', as: 'alpha', status: 404 },
    { what: 'without a token', path: '/v2/images', status: 401 },
  ])('is answered with $status, no body and the type of HTML when it is HEAD $what', async (request) => {
    const real = await askSame({ ...request, method: 'HEAD' });
    expect({ status: real.status, type: real.headers['content-type'], text: real.text }).toEqual({
      status: request.status,
      type: 'text/html; charset=UTF-8',
      text: '',
    });
  });

  it.each<WireRequest & { what: string }>([
    { what: 'to an image', path: '/v2/images/{image}', as: 'alpha' },
    { what: 'to nothing', path: '/v2/nothing', as: 'alpha' },
    { what: 'to the versions', path: '/' },
    { what: 'without a token', path: '/v2/images' },
  ])('is answered with 200 and nothing when it is OPTIONS $what', async (request) => {
    const real = await askSame({ ...request, method: 'OPTIONS' });
    expect({ status: real.status, text: real.text }).toEqual({ status: 200, text: '' });
  });
});

describe('a request without a valid token', () => {
  it.each<{ method: Method; path: string; body?: string }>([
    { method: 'GET', path: '/v2/images' },
    { method: 'GET', path: '/v2/nothing' },
    { method: 'DELETE', path: '/v2/images' },
    { method: 'POST', path: MEMBERS, body: '{' },
    { method: 'PUT', path: BETA, body: '{"status":"accepted"}' },
  ])('is answered with 401 and no request id before anything else: $method $path', async (request) => {
    for (const token of [{}, { 'x-auth-token': 'bad' }]) {
      const headers = { accept: 'application/json', ...token };
      const refusal = await refusalOf({ ...request, headers });
      expect(refusal).toMatchObject({ status: 401, says: NOBODY });
      expect(refusal.headers).toEqual({
        'content-type': 'application/json',
        'www-authenticate': 'Keystone uri="{address}/v3"',
      });
    }
  });

  it('may have it as X-Storage-Token', async () => {
    const { embedded, real } = await askBoth(upstreams, async (upstream) => {
      const headers = { accept: 'application/json', 'x-storage-token': upstream.tokens.alpha };
      const answer = await send(upstream, upstream.endpoint, { path: '/v2/images?limit=0', headers });
      return normalize(upstream, answer);
    });
    expect(embedded).toEqual(real);
    expect(real.status).toBe(200);
  });
});

describe('an error', () => {
  const JSON_TYPE = 'application/json';
  const HTML_TYPE = 'text/html; charset=UTF-8';
  const TEXT_TYPE = 'text/plain; charset=UTF-8';
  const ACCEPTS: readonly { accept: string | undefined; type: string }[] = [
    { accept: undefined, type: TEXT_TYPE },
    { accept: 'application/json', type: JSON_TYPE },
    { accept: 'application/*', type: JSON_TYPE },
    { accept: 'text/html', type: HTML_TYPE },
    { accept: '*/*', type: HTML_TYPE },
    { accept: 'application/json, */*', type: HTML_TYPE },
    { accept: 'application/json;q=0.5, text/html', type: HTML_TYPE },
    { accept: 'text/plain', type: TEXT_TYPE },
    { accept: 'application/xml', type: TEXT_TYPE },
  ];
  const REQUESTS: readonly (WireRequest & { what: string })[] = [
    { what: '409', method: 'POST', path: MEMBERS, as: 'alpha', body: { member: '{beta}' } },
    { what: '413', method: 'POST', path: '/v2/images/{full}/members', as: 'alpha', body: { member: 'x' } },
    { what: '400 with quotation marks', method: 'PUT', path: BETA, as: 'beta', body: { status: 'nope' } },
    { what: '400 with an apostrophe', method: 'POST', path: MEMBERS, as: 'alpha', body: { member: '' } },
    { what: '404 with markup', path: `${MEMBERS}/%3Cb%3E%26%22`, as: 'alpha' },
    { what: '403', method: 'DELETE', path: BETA, as: 'beta' },
    { what: '405', method: 'DELETE', path: '/v2/images', as: 'alpha' },
    { what: '500', method: 'POST', path: MEMBERS, as: 'alpha', body: { member: ['a'] } },
    { what: '401', path: '/v2/images' },
  ];

  describe.each(ACCEPTS)('for Accept $accept has the type $type', ({ accept, type }) => {
    it.each(REQUESTS)('when it is a $what', async (request) => {
      const real = await askSame({ ...request, headers: accept === undefined ? {} : { accept } });
      expect(real.headers['content-type']).toBe(type);
    });
  });

  it.each([
    {
      accept: 'application/json',
      text: '{"message": "Member {beta} is duplicated for image {image}<br /><br />\\n\\n\\n", "code": "409 Conflict", "title": "Conflict"}',
    },
    { accept: 'text/plain', text: '409 Conflict\n\nMember {beta} is duplicated for image {image}\n\n   ' },
    {
      accept: 'text/html',
      text: '<html>\n <head>\n  <title>409 Conflict</title>\n </head>\n <body>\n  <h1>409 Conflict</h1>\n  Member {beta} is duplicated for image {image}<br /><br />\n\n\n\n </body>\n</html>',
    },
  ])('has this form as $accept: $text', async ({ accept, text }) => {
    const body = { member: '{beta}' };
    const real = await askSame({ method: 'POST', path: MEMBERS, as: 'alpha', body, headers: { accept } });
    expect(real.text).toBe(text);
  });
});

describe('the request id', () => {
  it.each([
    { given: 'req-mine', answered: 'req-mine' },
    { given: 'mine', answered: 'req-mine' },
    { given: 'req-', answered: 'req-' },
    { given: 'a/b<c>', answered: 'req-a/b<c>' },
    { given: 'x'.repeat(64), answered: `req-${'x'.repeat(64)}` },
    { given: '', answered: '{request id}' },
  ])('$given is answered as $answered', async ({ given, answered }) => {
    const headers = { accept: 'application/json', 'x-openstack-request-id': given };
    for (const path of ['/v2/images?limit=0', `/v2/images/${UNKNOWN_ID}`]) {
      const real = await askSame({ path, as: 'alpha', headers });
      expect(real.headers['x-openstack-request-id']).toBe(answered);
    }
  });

  it('of 65 characters is answered with 500, without an id and without an effect', async () => {
    const headers = { accept: 'application/json', 'x-openstack-request-id': 'x'.repeat(65) };
    const request = { method: 'POST', path: MEMBERS, as: 'alpha', body: { member: 'unseen' }, headers } as const;
    const refusal = await refusalOf(request);
    expect(refusal).toMatchObject({ status: 500, says: BROKEN });
    expect(refusal.headers).toEqual({ 'content-type': 'application/json' });
    expect(await refusalOf({ path: `${MEMBERS}/unseen`, as: 'alpha' })).toMatchObject({
      status: 404,
      says: 'unseen not found in the member list of the image {image}.',
    });
  });

  it('of 65 characters is answered with 401 when the token is bad', async () => {
    const headers = { accept: 'application/json', 'x-openstack-request-id': 'x'.repeat(65), 'x-auth-token': 'bad' };
    expect(await refusalOf({ path: '/v2/images', headers })).toMatchObject({ status: 401, says: NOBODY });
  });
});

describe('the versions', () => {
  it.each([
    { path: '/', status: 300 },
    { path: '/v1/images', status: 300 },
    { path: '/nothing', status: 300 },
    { path: '/versions', status: 200 },
  ])('are answered to $path with $status, without a token', async ({ path, status }) => {
    const real = await askSame({ path });
    expect(real.status).toBe(status);
    expect(JSON.parse(real.text)).toHaveProperty('versions.0', {
      id: 'v2.15',
      status: 'CURRENT',
      links: [{ rel: 'self', href: '{address}/v2/' }],
    });
  });

  it('are where /v2 leads: 302 to /v2/', async () => {
    const real = await askSame({ path: '/v2', as: 'alpha' });
    expect({ status: real.status, location: real.headers.location }).toEqual({
      status: 302,
      location: '{address}/v2/',
    });
  });
});
