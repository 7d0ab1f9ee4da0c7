import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { REMOVAL, startLiveGateway, SUBSCRIBE, type LiveGateway } from '../../support/liveGateway.ts';
import { overflow } from '../../support/ownFeed.ts';
import { openAcked, subscribe } from '../support/openSocket.ts';
import { openStream, TOKEN, type Asked } from '../support/openStream.ts';

const SSE: Asked = { query: SUBSCRIBE };
const MULTIPART: Asked = { query: SUBSCRIBE, accept: 'multipart/mixed;subscriptionSpec=1.0' };

async function metricsOf({ metrics }: LiveGateway, pattern: RegExp): Promise<string[]> {
  return (await metrics.registry.metrics()).split('\n').filter((line) => pattern.test(line));
}

/** What a stream was answered with first. */
async function start(url: string, asked: Asked = SSE) {
  const stream = await openStream(url, asked);
  await expect.poll(stream.text).toMatch(/Ready|"errors"/);
  return stream;
}

describe('streams', () => {
  it.each([
    ['MAX_STREAMS', {}, 'UPSTREAM_UNAVAILABLE', 'The gateway has as many streams as it takes.'],
    ['MAX_STREAMS_ADDRESS', {}, 'RATE_LIMITED', 'Your address has 2 streams, and no more are taken.'],
    ['MAX_STREAMS_TOKEN', {}, 'RATE_LIMITED', 'Your token has 2 streams, and no more are taken.'],
  ])('beyond %s are refused, over every transport, until one ends', async (name, _more, code, message) => {
    const gateway = await startLiveGateway({ [name]: '2' });
    const { url, feed } = gateway;
    const first = await start(url);
    await start(url, MULTIPART);
    expect((await start(url)).text()).toContain(
      `"message":"${message}","extensions":{"code":"${code}","retryable":true`,
    );
    expect((await start(url, MULTIPART)).text()).toContain(`"code":"${code}"`);
    const { send, messages } = await openAcked(url, { 'X-Auth-Token': TOKEN });
    send(subscribe('a', SUBSCRIBE));
    await expect.poll(() => messages).toMatchObject([{ type: 'error', payload: [{ message, extensions: { code } }] }]);
    expect(feed.subscriptions).toHaveLength(2);
    first.socket.destroy();
    await expect.poll(() => feed.subscriptions[0]?.isClosed).toBe(true);
    send(subscribe('b', SUBSCRIBE));
    await expect.poll(() => messages.at(-1)).toMatchObject({ id: 'b', type: 'next' });
  });

  it('of another token are not in the count of a token, and of another address not in that of an address', async () => {
    const gateway = await startLiveGateway({ MAX_STREAMS_TOKEN: '1', MAX_STREAMS_ADDRESS: '2' });
    await start(gateway.url);
    expect((await start(gateway.url, { ...SSE, token: 'token-of-another' })).text()).toContain('Ready');
    expect((await start(gateway.url, { ...SSE, token: 'token-of-a-third' })).text()).toContain('Your address has 2');
    const elsewhere = { ...SSE, token: 'token-of-a-third', localAddress: '127.0.0.9' };
    expect((await start(gateway.url, elsewhere)).text()).toContain('Ready');
  });

  it('give their places back when they are refused', async () => {
    const { url } = await startLiveGateway({ MAX_STREAMS: '1' });
    for (let i = 0; i < 3; i += 1) {
      const refused = await start(url, { query: 'subscription { imageSharing(imageId: "a") { __typename } }' });
      expect(refused.text()).toContain('INVALID_INPUT');
    }
    expect((await start(url)).text()).toContain('Ready');
  });

  it('that run are no operations that run', async () => {
    const gateway = await startLiveGateway({ MAX_OPERATIONS: '1' });
    await start(gateway.url);
    await start(gateway.url, MULTIPART);
    const { send, messages } = await openAcked(gateway.url, { 'X-Auth-Token': TOKEN });
    send(subscribe('a', SUBSCRIBE));
    await expect.poll(() => messages).toHaveLength(1);
    send(subscribe('b', '{ __typename }'));
    await expect.poll(() => messages).toHaveLength(3);
    expect(await metricsOf(gateway, /^glance_graphql_(operations_running|streams_open)/)).toEqual([
      'glance_graphql_operations_running 0',
      'glance_graphql_streams_open{transport="sse"} 1',
      'glance_graphql_streams_open{transport="multipart"} 1',
      'glance_graphql_streams_open{transport="websocket"} 1',
    ]);
  });

  it('count as a request of their token when they start', async () => {
    const { url } = await startLiveGateway({ RATE_LIMIT_TOKEN: '1' });
    await start(url);
    const { text } = await start(url);
    expect(text()).toMatch(/^HTTP\/1\.1 429 Too Many Requests\r\n/);
  });

  it('outlive the deadline of operations and the limit of silence', async () => {
    const env = { OPERATION_TIMEOUT_MS: '50', HTTP_REQUEST_TIMEOUT_MS: '100', HTTP_HEADERS_TIMEOUT_MS: '100' };
    const { url, feed } = await startLiveGateway(env);
    const sse = await start(url);
    const { send, messages } = await openAcked(url, { 'X-Auth-Token': TOKEN });
    send(subscribe('a', SUBSCRIBE));
    await expect.poll(() => messages).toHaveLength(1);
    // Several times as long as any connection without a stream may be silent.
    await wait(800);
    for (const own of feed.subscriptions) own.push(REMOVAL);
    await expect.poll(sse.text).toContain('ImageMemberRemoved');
    await expect.poll(() => messages).toHaveLength(2);
  });

  it('are the last response of their connection: a later request gets none', async () => {
    const { url, feed, lines } = await startLiveGateway();
    const { socket, received, text } = await openStream(url, SSE);
    await expect.poll(text).toContain('Ready');
    socket.write('GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n');
    feed.subscriptions[0]?.end();
    expect((await received).match(/HTTP\/1\.1 /g)).toHaveLength(1);
    await expect.poll(lines).toMatchObject([{ msg: 'stream' }]);
  });

  it('begin when the responses to earlier requests of their connection are sent', async () => {
    const { url, feed } = await startLiveGateway();
    const { socket, received } = await openStream(url, { query: '{ __typename }', accept: 'application/json' });
    const body = JSON.stringify({ query: SUBSCRIBE });
    socket.write(
      `POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\naccept: text/event-stream\r\n` +
        `x-auth-token: ${TOKEN}\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    await expect.poll(() => feed.subscriptions).toHaveLength(1);
    feed.subscriptions[0]?.end();
    expect(await received).toMatch(
      /\{"data":\{"__typename":"Query"\}\}HTTP\/1\.1 200 OK\r\n[^]*event: complete\ndata:\n\n/,
    );
  });
});

describe('a client that does not read', () => {
  it('loses its stream after the time for reading, and the events that wait are not taken', async () => {
    const gateway = await startLiveGateway({ HTTP_REQUEST_TIMEOUT_MS: '300' });
    const { socket } = await start(gateway.url);
    socket.pause();
    await overflow(gateway.feed, REMOVAL);
    await expect.poll(gateway.streams).toMatchObject([{ end: 'slow' }]);
    expect(gateway.feed.subscriptions[0]?.isClosed).toBe(true);
  });

  it('and reads again in time is told that it was too slow, and its stream ends', async () => {
    const gateway = await startLiveGateway();
    const { socket, received } = await start(gateway.url);
    socket.pause();
    await overflow(gateway.feed, REMOVAL);
    // The source gives up the events, because nobody takes them.
    gateway.feed.subscriptions[0]?.push(...Array.from({ length: 1000 }, () => REMOVAL));
    socket.resume();
    expect(await received).toMatch(/"reason":"SLOW_CONSUMER"\}\}\}\n\n\r\n[^]*event: complete\ndata:\n\n/);
    await expect.poll(gateway.streams).toMatchObject([{ end: 'slow' }]);
  });

  it('loses its stream beyond MAX_UNREAD_BYTES', async () => {
    const gateway = await startLiveGateway({ MAX_UNREAD_BYTES: '262144', HTTP_REQUEST_TIMEOUT_MS: '600000' });
    const name = 'x'.repeat(300_000);
    const { socket } = await start(gateway.url, {
      query: 'subscription { imageSharing { __typename ... on ImageMemberUpdated { image { name } } } }',
    });
    socket.pause();
    await overflow(gateway.feed, { kind: 'updated', member: {} as never, image: { id: 'a', name } as never });
    await expect.poll(gateway.streams).toMatchObject([{ end: 'slow' }]);
  });
});

describe('the metrics of streams', () => {
  it('count events and ends by transport', async () => {
    const gateway = await startLiveGateway();
    const { url, feed } = gateway;
    const { socket } = await start(url);
    await start(url, MULTIPART);
    feed.subscriptions[1]?.push(REMOVAL);
    feed.subscriptions[1]?.end();
    socket.destroy();
    await expect.poll(gateway.streams).toHaveLength(2);
    const lines = await metricsOf(
      gateway,
      /^glance_graphql_(stream_events_total|stream_duration_seconds_count|responses_total)/,
    );
    expect(lines.sort()).toEqual([
      'glance_graphql_stream_duration_seconds_count{transport="multipart",end="completed"} 1',
      'glance_graphql_stream_duration_seconds_count{transport="sse",end="left"} 1',
      'glance_graphql_stream_events_total{transport="multipart"} 2',
      'glance_graphql_stream_events_total{transport="sse"} 1',
    ]);
    expect(await metricsOf(gateway, /^glance_graphql_streams_open/)).toEqual([
      'glance_graphql_streams_open{transport="sse"} 0',
      'glance_graphql_streams_open{transport="multipart"} 0',
      'glance_graphql_streams_open{transport="websocket"} 0',
    ]);
  });
});
