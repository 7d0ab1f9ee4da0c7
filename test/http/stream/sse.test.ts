import { hash } from 'node:crypto';
import { createClient, type ClientOptions } from 'graphql-sse';
import { describe, expect, it, onTestFinished } from 'vitest';
import { GlanceError } from '../../../src/glance/glance.ts';
import { IMAGE, MEMBER, MEMBER_ROW, MEMBERSHIP, SHARE, SUCCESS } from '../../support/addImageMember.ts';
import { hang } from '../../support/brokenSteps.ts';
import { toImageRow } from '../../support/imageRow.ts';
import { READY, REMOVAL, REMOVED, startLiveGateway, SUBSCRIBE } from '../../support/liveGateway.ts';
import { startUpstream } from '../../support/scriptedUpstream.ts';
import { openStream, readChunks, readHead, TOKEN } from '../support/openStream.ts';

const next = (response: unknown): string => `event: next\ndata: ${JSON.stringify(response)}\n\n`;
const COMPLETE = 'event: complete\ndata:\n\n';
const TOKEN_HEADER = { 'x-auth-token': TOKEN };
const refusal = (code: string) => ({ errors: [{ extensions: { code } }] });

function openClient(url: string, options: Partial<ClientOptions> = {}) {
  const client = createClient({ url: `${url}/graphql`, headers: TOKEN_HEADER, retryAttempts: 0, ...options });
  onTestFinished(() => client.dispose());
  return client;
}

async function send(url: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { ...TOKEN_HEADER, 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
}

describe('a subscription over SSE', () => {
  it('brings its events to the client of graphql-sse, and ends when the source ends', async () => {
    const { url, feed, streams } = await startLiveGateway();
    const results: unknown[] = [];
    for await (const result of openClient(url).iterate({ query: SUBSCRIBE, variables: { imageId: IMAGE } })) {
      results.push(result);
      if (results.length === 1) feed.subscriptions[0]?.push(REMOVAL);
      else feed.subscriptions[0]?.end();
    }
    expect(results).toEqual([READY, REMOVED]);
    expect(feed.subscriptions).toMatchObject([
      { asked: { imageId: IMAGE, tokenKey: hash('sha256', TOKEN, 'base64url') } },
    ]);
    await expect.poll(streams).toMatchObject([{ transport: 'sse', end: 'completed', events: 2 }]);
  });

  it('is written as GraphQL over SSE demands, in a response that ends its connection', async () => {
    const { url, feed } = await startLiveGateway();
    const { received, text } = await openStream(url, { query: SUBSCRIBE });
    await expect.poll(text).toContain('ImageSharingReady');
    feed.subscriptions[0]?.push(REMOVAL);
    feed.subscriptions[0]?.end();
    const response = await received;
    expect(readHead(response)).toMatchObject({
      '': 'HTTP/1.1 200 OK',
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
      'x-request-id': expect.stringMatching(/^req-/),
      connection: 'close',
    });
    expect(readChunks(response)).toBe(`:\n\n${next(READY)}${next(REMOVED)}${COMPLETE}`);
  });

  it('comes by GET with the token in a header', async () => {
    const { url, feed } = await startLiveGateway();
    const parameters = new URLSearchParams({ query: SUBSCRIBE, variables: JSON.stringify({ imageId: IMAGE }) });
    const response = await fetch(`${url}/graphql?${parameters}`, {
      headers: { ...TOKEN_HEADER, accept: 'text/event-stream' },
    });
    await expect.poll(() => feed.subscriptions).toMatchObject([{ asked: { imageId: IMAGE } }]);
    feed.subscriptions[0]?.end();
    expect(await response.text()).toBe(`:\n\n${next(READY)}${COMPLETE}`);
  });

  it.each([
    ['a mutation', { query: 'mutation { __typename }' }, TOKEN_HEADER, 405, 'BAD_REQUEST'],
    ['a request that a foreign page could send', { query: SUBSCRIBE }, {}, 400, 'BAD_REQUEST'],
    ['variables that are no JSON', { query: SUBSCRIBE, variables: '{' }, TOKEN_HEADER, 400, 'BAD_REQUEST'],
    ['no document', { variables: '{}' }, TOKEN_HEADER, 400, 'BAD_REQUEST'],
  ])('refuses %s by GET as JSON', async (_what, parameters, headers, status, code) => {
    const { url, feed } = await startLiveGateway();
    const response = await fetch(`${url}/graphql?${new URLSearchParams(parameters)}`, {
      headers: { accept: 'text/event-stream', ...headers },
    });
    expect([response.status, await response.json()]).toMatchObject([status, refusal(code)]);
    expect(feed.subscriptions).toEqual([]);
  });

  it('is refused without a transport for streams, with a sentence that names the transports', async () => {
    const { url, feed } = await startLiveGateway();
    const { status, type, text } = await send(url, { query: SUBSCRIBE }, { accept: 'application/json' });
    expect([status, type, JSON.parse(text)]).toEqual([
      406,
      'application/json; charset=utf-8',
      {
        errors: [
          {
            message:
              'A subscription needs a stream: send Accept: text/event-stream, or Accept: multipart/mixed;subscriptionSpec=1.0, or use a WebSocket with the subprotocol graphql-transport-ws.',
            extensions: { code: 'BAD_REQUEST', retryable: false },
          },
        ],
      },
    ]);
    expect(feed.subscriptions).toEqual([]);
  });

  it.each([
    ['a wrong field', { query: 'subscription { imageSharing { nonsense } }' }, {}, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'two root fields',
      { query: 'subscription { a: imageSharing { __typename } b: imageSharing { __typename } }' },
      {},
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['no GraphQL', { query: '{' }, {}, 'GRAPHQL_PARSE_FAILED'],
    ['a wrong variable', { query: SUBSCRIBE, variables: { imageId: {} } }, {}, 'BAD_USER_INPUT'],
    ['a wrong image ID', { query: SUBSCRIBE, variables: { imageId: 'nonsense' } }, {}, 'INVALID_INPUT'],
    ['no token', { query: SUBSCRIBE }, { 'x-auth-token': '' }, 'UNAUTHENTICATED'],
    [
      'an operation that is not there',
      { query: SUBSCRIBE, operationName: 'Other' },
      {},
      'OPERATION_RESOLUTION_FAILURE',
    ],
  ])('tells %s as an event, and completes', async (_what, body, headers, code) => {
    const { url, feed } = await startLiveGateway();
    const { status, text } = await send(url, body, headers);
    expect(status).toBe(200);
    expect(text.startsWith(':\n\nevent: next\ndata: {"errors":')).toBe(true);
    expect(text.endsWith(`\n\n${COMPLETE}`)).toBe(true);
    expect(JSON.parse(text.slice(text.indexOf('{'), text.indexOf('\n\nevent: complete')))).toMatchObject(refusal(code));
    expect(feed.subscriptions).toEqual([]);
  });

  it('costs what the schema says', async () => {
    const { url } = await startLiveGateway({ LIMIT_COST: '9' });
    const { text } = await send(url, { query: SUBSCRIBE });
    expect(text).toContain('"limit":"cost","cost":10,"maximum":9,"field":"imageSharing"');
  });

  it('is refused as NOT_CONFIGURED where the gateway has no source of events', async () => {
    const { url, lines } = await startLiveGateway({ LIVE: 'off' }, { hasFeed: false });
    const { text } = await send(url, { query: SUBSCRIBE });
    expect(text).toContain('"code":"NOT_CONFIGURED"');
    await expect
      .poll(lines)
      .toMatchObject([{ msg: 'request', operationType: 'subscription', codes: ['NOT_CONFIGURED'] }]);
  });

  it('ends with UNAUTHENTICATED when the token is refused', async () => {
    const { url, feed, streams } = await startLiveGateway();
    const results: unknown[] = [];
    for await (const result of openClient(url).iterate({ query: SUBSCRIBE })) {
      results.push(result);
      feed.subscriptions[0]?.fail(new GlanceError('unauthorized', { upstreamStatus: 404 }));
    }
    expect(results).toEqual([
      READY,
      {
        errors: [
          {
            message: 'The token is invalid or has expired.',
            extensions: {
              code: 'UNAUTHENTICATED',
              retryable: false,
              retryAfterSeconds: null,
              requestId: null,
              upstreamStatus: 404,
            },
          },
        ],
      },
    ]);
    await expect.poll(streams).toMatchObject([{ end: 'token', events: 2, codes: ['UNAUTHENTICATED'] }]);
    expect(feed.subscriptions[0]?.isClosed).toBe(true);
  });

  it('tells nothing of a bug, and logs it', async () => {
    const { url, feed, streams, lines } = await startLiveGateway();
    const results: unknown[] = [];
    for await (const result of openClient(url).iterate({ query: SUBSCRIBE })) {
      results.push(result);
      feed.subscriptions[0]?.fail(new TypeError(`no such thing for ${TOKEN}`));
    }
    expect(results[1]).toEqual({
      errors: [{ message: 'Internal server error', extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
    });
    await expect.poll(streams).toMatchObject([{ end: 'failed', codes: ['INTERNAL_SERVER_ERROR'] }]);
    expect(lines()).toMatchObject([{ msg: 'bug', error: { message: 'no such thing for [token]' } }, {}]);
  });

  it.each([
    ['goes away', (socket: { destroy(): void }) => socket.destroy()],
    ['ends its half of the connection', (socket: { end(): void }) => socket.end()],
  ])('ends when its client %s', async (_how, leave) => {
    const { url, feed, streams } = await startLiveGateway();
    const { socket, text } = await openStream(url, { query: SUBSCRIBE });
    await expect.poll(text).toContain('ImageSharingReady');
    leave(socket as { destroy(): void; end(): void });
    await expect.poll(() => feed.subscriptions[0]?.isClosed).toBe(true);
    await expect.poll(streams).toMatchObject([{ end: 'left', events: 1 }]);
    const readable = feed.subscriptions[0]?.asked.read((glance) =>
      glance.images.findMany(['5b8c1f3e-7a2d-4c69-9e10-3d6f8a4b2c01']),
    );
    await expect(readable).resolves.toEqual([expect.objectContaining({ kind: 'timeout', outcome: 'notApplied' })]);
  });

  it('shows a sign of life at each interval', async () => {
    const { url } = await startLiveGateway({ STREAM_PING_MS: '20' });
    const { text } = await openStream(url, { query: SUBSCRIBE });
    await expect.poll(() => text().match(/3\r\n:\n\n/g)?.length ?? 0).toBeGreaterThan(3);
  });
});

describe('an event', () => {
  const CHANGE = `subscription { imageSharing { ... on ImageMemberUpdated {
    imageMember { status image { name } project { id } } image { name } } } }`;

  it('is executed by itself: with loaders of its own, and its errors are told with it', async () => {
    const upstream = await startUpstream([
      { status: 200, body: toImageRow(IMAGE, 'first') },
      { status: 200, body: toImageRow(IMAGE, 'second') },
      { status: 403, body: {} },
    ]);
    // Each event may make one call, however many the stream has made.
    const { url, feed, streams } = await startLiveGateway({ LIMIT_CALLS: '1' }, { endpoint: upstream.url });
    const member = { ...MEMBERSHIP, status: 'accepted' } as const;
    const results: unknown[] = [];
    for await (const result of openClient(url).iterate({ query: CHANGE })) {
      results.push(result);
      const [own] = feed.subscriptions;
      if (results.length <= 3) own?.push({ kind: 'updated', member, image: null });
      else own?.end();
    }
    const event = (name: string | null) => ({
      imageMember: { status: 'ACCEPTED', image: name === null ? null : { name }, project: { id: MEMBER } },
      image: null,
    });
    expect(results).toMatchObject([
      { data: { imageSharing: {} } },
      { data: { imageSharing: event('first') } },
      { data: { imageSharing: event('second') } },
      {
        data: { imageSharing: event(null) },
        errors: [{ path: ['imageSharing', 'imageMember', 'image'], extensions: { code: 'FORBIDDEN' } }],
      },
    ]);
    await expect.poll(streams).toMatchObject([{ events: 4, codes: ['FORBIDDEN'] }]);
    expect(upstream.requests.map(({ token }) => token)).toEqual([TOKEN, TOKEN, TOKEN]);
  });
});

describe('an event over a limit', () => {
  const QUERY =
    'subscription { imageSharing { __typename ... on ImageMemberUpdated { imageMember { image { name } } } } }';

  it.each([
    ['the deadline of an operation', { OPERATION_TIMEOUT_MS: '100' }, [hang], 'UPSTREAM_TIMEOUT'],
    [
      'the bytes of a response',
      { LIMIT_RESPONSE_BYTES: '1024' },
      [{ status: 200, body: toImageRow(IMAGE, 'x'.repeat(2000)) }],
      'OPERATION_TOO_COMPLEX',
    ],
  ] as const)('(%s) has an error, and the stream goes on', async (_what, env, script, code) => {
    const upstream = await startUpstream(script);
    const { url, feed } = await startLiveGateway(env, { endpoint: upstream.url });
    const results: unknown[] = [];
    for await (const result of openClient(url).iterate({ query: QUERY })) {
      results.push(result);
      const [own] = feed.subscriptions;
      if (results.length === 1)
        own?.push({ kind: 'updated', member: { ...MEMBERSHIP, status: 'pending' }, image: null }, REMOVAL);
      if (results.length === 3) own?.end();
    }
    expect(results).toMatchObject([
      { data: { imageSharing: { __typename: 'ImageSharingReady' } } },
      { errors: [{ extensions: { code } }] },
      { data: { imageSharing: { __typename: 'ImageMemberRemoved' } } },
    ]);
  });
});

describe('a query or mutation over SSE', () => {
  it('has its result as the only event', async () => {
    const upstream = await startUpstream([{ status: 200, body: MEMBER_ROW }]);
    const { url, lines } = await startLiveGateway({}, { endpoint: upstream.url });
    const results: unknown[] = [];
    const variables = { input: { imageId: IMAGE, memberId: MEMBER } };
    for await (const result of openClient(url).iterate({ query: SHARE, variables })) results.push(result);
    expect(results).toEqual([{ data: { addImageMember: SUCCESS } }]);
    await expect.poll(lines).toMatchObject([{ msg: 'request', operationName: 'Share', status: 200 }]);
  });

  it.each([
    ['text/event-stream, application/json', 'text/event-stream; charset=utf-8'],
    ['application/json, text/event-stream', 'application/json; charset=utf-8'],
    [
      'application/graphql-response+json, application/json, text/event-stream, multipart/mixed',
      'application/graphql-response+json; charset=utf-8',
    ],
    ['text/event-stream;q=0.5, */*', 'application/json; charset=utf-8'],
    ['multipart/mixed;subscriptionSpec=1.0, application/json', 'application/json; charset=utf-8'],
  ])('with Accept: %s is answered as %s', async (accept, type) => {
    const { url } = await startLiveGateway();
    expect(await send(url, { query: '{ __typename }' }, { accept })).toMatchObject({ status: 200, type });
  });
});
