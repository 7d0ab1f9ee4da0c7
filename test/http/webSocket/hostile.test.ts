import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { startLiveGateway, SUBSCRIBE, REMOVAL } from '../../support/liveGateway.ts';
import { overflow } from '../../support/ownFeed.ts';
import { init, openAcked, openSocket, subscribe } from '../support/openSocket.ts';
import { TOKEN } from '../support/openStream.ts';

const PARAMS = { 'X-Auth-Token': TOKEN };

describe('a WebSocket', () => {
  it('without connection_init is closed', async () => {
    const { url } = await startLiveGateway({ WEBSOCKET_INIT_MS: '50' });
    const { closed } = await openSocket(url);
    expect(await closed).toEqual([4408, 'Connection initialisation timeout']);
  });

  it.each([
    ['no JSON', '{', 4400, 'Invalid message received'],
    ['a list', '[]', 4400, 'Invalid message received'],
    ['another type', '{"type":"nonsense"}', 4400, 'Invalid message received'],
    ['a type that only a server sends', '{"type":"connection_ack"}', 4400, 'Invalid message received'],
    ['no id', '{"type":"subscribe","payload":{"query":""}}', 4400, 'Invalid message received'],
    [
      'a query that is no text',
      '{"type":"subscribe","id":"a","payload":{"query":1}}',
      4400,
      'Invalid message received',
    ],
    [
      'variables that are a list',
      '{"type":"subscribe","id":"a","payload":{"query":"","variables":[]}}',
      4400,
      'Invalid message received',
    ],
    ['a second connection_init', '{"type":"connection_init"}', 4429, 'Too many initialisation requests'],
    ['the message of 64 KiB and a byte', `"${'x'.repeat(65_535)}"`, 1009, ''],
  ])('with %s is closed with a code', async (_what, message, code, reason) => {
    const { url, lines } = await startLiveGateway();
    const { send, closed } = await openAcked(url, PARAMS);
    send(message);
    expect(await closed).toEqual([code, reason]);
    expect(lines().filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });

  it('with an operation before connection_init is closed', async () => {
    const { url, feed } = await startLiveGateway();
    const { send, closed } = await openSocket(url);
    send(subscribe('a', SUBSCRIBE));
    expect(await closed).toEqual([4401, 'Unauthorized']);
    expect(feed.subscriptions).toEqual([]);
  });

  it('with the same id twice is closed, and its first stream ends', async () => {
    const { url, streams } = await startLiveGateway();
    const { send, closed, messages } = await openAcked(url, PARAMS);
    send(subscribe('a', SUBSCRIBE));
    await expect.poll(() => messages.length).toBe(1);
    send(subscribe('a', SUBSCRIBE));
    expect(await closed).toEqual([4409, 'Subscriber for a already exists']);
    await expect.poll(streams).toMatchObject([{ end: 'left' }]);
  });

  it('with 1,000 subscriptions at once gets as many as a WebSocket carries, and the others are refused', async () => {
    const { url, feed, streams } = await startLiveGateway({ WEBSOCKET_OPERATIONS: '20' });
    const { send, messages, ws } = await openAcked(url, PARAMS);
    send(...Array.from({ length: 1000 }, (_, index) => subscribe(`s${index}`, SUBSCRIBE)));
    await expect.poll(() => messages.length).toBe(1000);
    const refused = messages.filter(({ type }) => type === 'error');
    expect(refused).toHaveLength(980);
    expect(refused[0]?.['payload']).toEqual([
      {
        message: 'A WebSocket carries at most 20 operations at a time.',
        extensions: { code: 'RATE_LIMITED', retryable: true },
      },
    ]);
    expect(feed.subscriptions).toHaveLength(20);
    ws.terminate();
    await expect.poll(() => streams().length).toBe(20);
  });

  it('counts each operation against the rate limit', async () => {
    const { url } = await startLiveGateway({ RATE_LIMIT_TOKEN: '3' });
    const { send, messages } = await openAcked(url, PARAMS);
    send(...Array.from({ length: 5 }, (_, index) => subscribe(`q${index}`, '{ __typename }')));
    await expect
      .poll(() => messages.filter(({ type }) => type === 'error'))
      .toMatchObject([
        {
          id: 'q3',
          payload: [{ extensions: { code: 'RATE_LIMITED', retryable: true, retryAfterSeconds: expect.any(Number) } }],
        },
        { id: 'q4' },
      ]);
  });

  it('whose client does not read is closed, and holds no more than the operating system and one event', async () => {
    const { url, feed, streams } = await startLiveGateway({ HTTP_REQUEST_TIMEOUT_MS: '300' });
    const { ws, send, messages } = await openAcked(url, PARAMS);
    send(subscribe('a', SUBSCRIBE));
    await expect.poll(() => messages.length).toBe(1);
    ws.pause();
    await overflow(feed, REMOVAL);
    await expect.poll(streams).toMatchObject([{ end: 'slow', transport: 'websocket' }]);
  });

  it('whose client sends pings and reads nothing is closed', async () => {
    const { url } = await startLiveGateway({ HTTP_REQUEST_TIMEOUT_MS: '300', STREAM_PING_MS: '50' });
    const { ws } = await openAcked(url, PARAMS);
    const closed = once(ws, 'close');
    ws.pause();
    const timer = setInterval(() => {
      for (let i = 0; i < 2000; i += 1) ws.ping('x'.repeat(125));
    }, 5);
    // A paused client does not see the end, but its writes fail.
    await expect.poll(async () => ws.readyState, { timeout: 20_000 }).not.toBe(ws.OPEN);
    clearInterval(timer);
    ws.terminate();
    await closed;
  });

  it('whose client answers no ping is closed', async () => {
    const { url, streams } = await startLiveGateway({ STREAM_PING_MS: '50' });
    const { send, messages, closed } = await openSocket(url, { autoPong: false });
    send(init(PARAMS));
    await expect.poll(() => messages.length).toBe(1);
    send(subscribe('a', SUBSCRIBE));
    expect((await closed)[0]).toBe(1006);
    await expect.poll(streams).toMatchObject([{ end: 'left' }]);
  });

  it('answers the ping of a message and of a frame', async () => {
    const { url } = await startLiveGateway();
    const { ws, send, messages } = await openAcked(url, PARAMS);
    const pong = once(ws, 'pong');
    ws.ping('hello');
    expect(String((await pong)[0])).toBe('hello');
    send({ type: 'ping', payload: { a: 1 } });
    await expect.poll(() => messages).toEqual([{ type: 'pong', payload: { a: 1 } }]);
  });

  it('without operations is closed first when there are too many connections, and one with a stream never', async () => {
    const { url } = await startLiveGateway({ HTTP_CONNECTIONS: '2' });
    const busy = await openAcked(url, PARAMS);
    busy.send(subscribe('a', SUBSCRIBE));
    await expect.poll(() => busy.messages.length).toBe(1);
    const idle = await openAcked(url, PARAMS);
    await openAcked(url, PARAMS);
    expect((await idle.closed)[0]).toBe(1006);
    expect(busy.ws.readyState).toBe(busy.ws.OPEN);
  });
});
