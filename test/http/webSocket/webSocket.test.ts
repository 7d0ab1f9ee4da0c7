import { hash } from 'node:crypto';
import { createClient, type Client, type ClientOptions } from 'graphql-ws';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { GlanceError } from '../../../src/glance/glance.ts';
import { IMAGE, MEMBER, MEMBER_ROW, SHARE, SUCCESS } from '../../support/addImageMember.ts';
import { holdResponse } from '../../support/holdResponse.ts';
import { READY, REMOVAL, REMOVED, startLiveGateway, SUBSCRIBE } from '../../support/liveGateway.ts';
import { startUpstream } from '../../support/scriptedUpstream.ts';
import { openAcked, subscribe } from '../support/openSocket.ts';
import { TOKEN } from '../support/openStream.ts';

const TOKEN_PARAMS = { 'X-Auth-Token': TOKEN };

function openClient(url: string, options: Partial<ClientOptions> = {}): Client {
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: TOKEN_PARAMS,
    retryAttempts: 0,
    ...options,
  });
  onTestFinished(() => void client.dispose());
  return client;
}

/** All results, and the errors that the operation has ended with. */
async function collect(
  client: Client,
  payload: { query: string; variables?: Record<string, unknown> },
  onResult = () => {},
) {
  const results: unknown[] = [];
  try {
    for await (const result of client.iterate(payload)) {
      results.push(result);
      onResult();
    }
    return { results, errors: null };
  } catch (errors) {
    return { results, errors };
  }
}

describe('a subscription over WebSocket', () => {
  it('brings its events to the client of graphql-ws, and completes when the source ends', async () => {
    const { url, feed, streams, lines } = await startLiveGateway();
    const client = openClient(url);
    let count = 0;
    const { results, errors } = await collect(client, { query: SUBSCRIBE, variables: { imageId: IMAGE } }, () => {
      count += 1;
      if (count === 1) feed.subscriptions[0]?.push(REMOVAL);
      else feed.subscriptions[0]?.end();
    });
    expect([results, errors]).toEqual([[READY, REMOVED], null]);
    expect(feed.subscriptions).toMatchObject([
      { asked: { imageId: IMAGE, tokenKey: hash('sha256', TOKEN, 'base64url') } },
    ]);
    await expect
      .poll(streams)
      .toMatchObject([
        { transport: 'websocket', end: 'completed', events: 2, operationName: 'Watch', operationType: 'subscription' },
      ]);
    expect(lines()[0]).toMatchObject({ msg: 'request', status: 101, operationType: null });
  });

  it('ends when its client completes it, and the WebSocket goes on', async () => {
    const { url, feed, streams } = await startLiveGateway();
    const { messages, send } = await openAcked(url, TOKEN_PARAMS);
    send(subscribe('a', SUBSCRIBE));
    await expect.poll(() => messages.length).toBe(1);
    send({ id: 'a', type: 'complete' });
    await expect.poll(streams).toMatchObject([{ end: 'left', events: 1 }]);
    expect(feed.subscriptions[0]?.isClosed).toBe(true);
    send(subscribe('a', '{ __typename }'));
    await expect
      .poll(() => messages)
      .toEqual([
        { id: 'a', type: 'next', payload: READY },
        { id: 'a', type: 'next', payload: { data: { __typename: 'Query' } } },
        { id: 'a', type: 'complete' },
      ]);
  });

  it.each([
    ['goes away', (ws: WebSocket) => ws.terminate()],
    ['closes the WebSocket', (ws: WebSocket) => ws.close(1000)],
  ])('ends when its client %s', async (_how, leave) => {
    const { url, feed, streams } = await startLiveGateway();
    const { ws, messages, send } = await openAcked(url, TOKEN_PARAMS);
    send(subscribe('a', SUBSCRIBE), subscribe('b', SUBSCRIBE));
    await expect.poll(() => messages.length).toBe(2);
    leave(ws);
    await expect.poll(streams).toMatchObject([{ end: 'left' }, { end: 'left' }]);
    expect(feed.subscriptions.map(({ isClosed }) => isClosed)).toEqual([true, true]);
  });

  it('ends with the errors of its source', async () => {
    const { url, feed, streams } = await startLiveGateway();
    const ended = await collect(openClient(url), { query: SUBSCRIBE }, () =>
      feed.subscriptions[0]?.fail(new GlanceError('unauthorized')),
    );
    expect(ended).toMatchObject({ results: [READY], errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    await expect.poll(streams).toMatchObject([{ end: 'token', codes: ['UNAUTHENTICATED'] }]);
  });

  it.each([
    ['a wrong field', 'subscription { imageSharing { nonsense } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['no GraphQL', '{', 'GRAPHQL_PARSE_FAILED'],
    ['an empty text', '', 'BAD_REQUEST'],
    ['a wrong image ID', 'subscription { imageSharing(imageId: "a") { __typename } }', 'INVALID_INPUT'],
  ])('is refused as an error for %s', async (_what, query, code) => {
    const { url } = await startLiveGateway();
    const ended = await collect(openClient(url), { query });
    expect(ended).toMatchObject({ results: [], errors: [{ extensions: { code } }] });
  });

  it('is refused as an error without a token', async () => {
    const { url } = await startLiveGateway();
    const ended = await collect(openClient(url, { connectionParams: {} }), { query: SUBSCRIBE });
    expect(ended).toEqual({
      results: [],
      errors: [
        {
          message: 'A valid token must be sent as X-Auth-Token or Authorization: Bearer.',
          extensions: { code: 'UNAUTHENTICATED', retryable: false },
        },
      ],
    });
  });
});

describe('a query or mutation over WebSocket', () => {
  it('has one result, and a line in the log', async () => {
    const upstream = await startUpstream([{ status: 200, body: MEMBER_ROW }]);
    const { url, lines } = await startLiveGateway({}, { endpoint: upstream.url });
    const ended = await collect(openClient(url), {
      query: SHARE,
      variables: { input: { imageId: IMAGE, memberId: MEMBER } },
    });
    expect(ended).toEqual({ results: [{ data: { addImageMember: SUCCESS } }], errors: null });
    expect(upstream.requests.map(({ token }) => token)).toEqual([TOKEN]);
    await expect
      .poll(() => lines().filter(({ msg }) => msg === 'request'))
      .toMatchObject([
        { status: 101 },
        { msg: 'request', operationName: 'Share', operationType: 'mutation', status: 200 },
      ]);
  });

  it('has a line in the audit log, with the name of the client in the headers of the upgrade', async () => {
    const upstream = await startUpstream([{ status: 200, body: MEMBER_ROW }]);
    const { url, lines } = await startLiveGateway({ AUDIT_LOG: 'true' }, { endpoint: upstream.url });
    const { messages, send } = await openAcked(url, TOKEN_PARAMS, { 'apollographql-client-name': 'router' });
    send(subscribe('a', SHARE, { input: { imageId: IMAGE, memberId: MEMBER } }));
    await expect.poll(() => messages.length).toBe(2);
    expect(lines().filter(({ audit }) => audit === true)).toMatchObject([
      { action: 'addImageMember', imageId: IMAGE, memberId: MEMBER, outcome: 'APPLIED', clientName: 'router' },
    ]);
    expect(JSON.stringify(lines())).not.toContain(TOKEN);
  });

  it('has a result with errors where it has data', async () => {
    const upstream = await startUpstream([{ status: 403, body: {} }]);
    const { url } = await startLiveGateway({}, { endpoint: upstream.url });
    expect(await collect(openClient(url), { query: `{ image(id: "${IMAGE}") { id } }` })).toMatchObject({
      results: [{ data: { image: null }, errors: [{ path: ['image'], extensions: { code: 'FORBIDDEN' } }] }],
      errors: null,
    });
  });

  it('gives up its calls when the client goes away', async () => {
    const { step } = holdResponse(MEMBER_ROW);
    const upstream = await startUpstream([step]);
    const { url, lines } = await startLiveGateway({}, { endpoint: upstream.url });
    const { ws, send } = await openAcked(url, TOKEN_PARAMS);
    send(subscribe('a', `query Read { image(id: "${IMAGE}") { id } }`));
    await upstream.received(1);
    ws.terminate();
    await upstream.abandoned;
    await expect.poll(lines).toMatchObject([{ status: 101 }, { operationName: 'Read', status: 499, aborted: true }]);
  });
});

describe('the token of a WebSocket', () => {
  it.each([
    ['X-Auth-Token at the upgrade', {}, { 'x-auth-token': TOKEN }],
    ['Authorization at the upgrade', {}, { authorization: `Bearer ${TOKEN}` }],
    ['X-Auth-Token in the payload', { 'X-Auth-Token': TOKEN }, {}],
    ['x-auth-token in the payload', { 'x-auth-token': TOKEN }, {}],
    ['Authorization in the payload', { Authorization: `Bearer ${TOKEN}` }, {}],
    ['headers in the payload', { headers: { 'X-Auth-Token': TOKEN } }, {}],
    ['Authorization in headers in the payload', { headers: { authorization: `Bearer ${TOKEN}` } }, {}],
    ['connectionParams.token in the payload', { connectionParams: { token: TOKEN } }, {}],
    ['connectionParams.token with Bearer', { connectionParams: { token: `Bearer ${TOKEN}` } }, {}],
    [
      'the payload, which counts before the upgrade',
      { 'X-Auth-Token': TOKEN },
      { 'x-auth-token': 'token-of-a-service' },
    ],
  ])('is taken from %s', async (_where, connectionParams, headers) => {
    const { url, feed } = await startLiveGateway();
    class WithHeaders extends WebSocket {
      constructor(address: string, protocols: string) {
        super(address, protocols, { headers });
      }
    }
    const client = openClient(url, { webSocketImpl: WithHeaders, connectionParams });
    await collect(client, { query: SUBSCRIBE }, () => feed.subscriptions[0]?.end());
    expect(feed.subscriptions).toMatchObject([{ asked: { tokenKey: hash('sha256', TOKEN, 'base64url') } }]);
  });

  it.each([
    [
      'two different tokens',
      { 'X-Auth-Token': TOKEN, headers: { 'x-auth-token': `${TOKEN}-2` } },
      'The request holds several different tokens in one header.',
    ],
    [
      'a token that is too long',
      { 'X-Auth-Token': 'x'.repeat(257) },
      'The token is too long: it has 257 characters, and at most 256 are taken.',
    ],
    [
      'a token in the wrong form',
      { 'X-Auth-Token': { token: TOKEN } },
      'A valid token must be sent as X-Auth-Token or Authorization: Bearer.',
    ],
  ])('is refused with a sentence for %s', async (_what, connectionParams, message) => {
    const { url } = await startLiveGateway({ MAX_TOKEN_LENGTH: '256' });
    const ended = await collect(openClient(url, { connectionParams }), { query: SUBSCRIBE });
    expect(ended).toMatchObject({ errors: [{ message, extensions: { code: 'UNAUTHENTICATED' } }] });
  });
});
