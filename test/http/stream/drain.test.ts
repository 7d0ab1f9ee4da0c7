import { createClient } from 'graphql-sse';
import { describe, expect, it } from 'vitest';
import { READY, REMOVAL, RESTARTED, startLiveGateway, SUBSCRIBE } from '../../support/liveGateway.ts';
import { holdResponse } from '../../support/holdResponse.ts';
import { toImageRow } from '../../support/imageRow.ts';
import { IMAGE } from '../../support/addImageMember.ts';
import { startUpstream } from '../../support/scriptedUpstream.ts';
import { overflow } from '../../support/ownFeed.ts';
import { openAcked, subscribe } from '../support/openSocket.ts';
import { openStream, readChunks, TOKEN } from '../support/openStream.ts';

/** Longer than a test may take: a stop that waits for it fails. */
const NEVER = { SHUTDOWN_GRACE_MS: '600000' };
const PARAMS = { 'X-Auth-Token': TOKEN };

describe('a gateway that stops', () => {
  it.each(['stop', 'retire'] as const)(
    'or retires (%s) tells the streams of every transport that it restarts, completes them, and waits for none',
    async (how) => {
      const gateway = await startLiveGateway(NEVER);
      const { url, feed, streams } = gateway;
      const sse = createClient({ url: `${url}/graphql`, headers: { 'x-auth-token': TOKEN }, retryAttempts: 0 });
      const results: unknown[] = [];
      const isComplete = (async () => {
        for await (const result of sse.iterate({ query: SUBSCRIBE })) results.push(result);
        return true;
      })();
      const multipart = await openStream(url, { query: SUBSCRIBE, accept: 'multipart/mixed;subscriptionSpec=1.0' });
      const { send, messages, closed } = await openAcked(url, PARAMS);
      send(subscribe('a', SUBSCRIBE));
      await expect
        .poll(() => [results.length, multipart.text().includes('Ready'), messages.length])
        .toEqual([1, true, 1]);
      await gateway[how]();
      expect(await isComplete).toBe(true);
      expect(results).toEqual([READY, RESTARTED]);
      expect(readChunks(await multipart.received)).toMatch(/"GATEWAY_RESTARTED"\}\}\}\}\r\n--graphql--\r\n$/);
      expect(await closed).toEqual([1001, 'The gateway restarts.']);
      expect(messages).toEqual([
        { id: 'a', type: 'next', payload: READY },
        { id: 'a', type: 'next', payload: RESTARTED },
        { id: 'a', type: 'complete' },
      ]);
      expect(
        streams()
          .map(({ transport, end, events }) => [transport, end, events])
          .sort(),
      ).toEqual([
        ['multipart', 'restart', 2],
        ['sse', 'restart', 2],
        ['websocket', 'restart', 2],
      ]);
      expect([feed.isClosed, ...feed.subscriptions.map(({ isClosed }) => isClosed)]).toEqual([true, true, true, true]);
    },
  );

  it('closes a WebSocket without operations', async () => {
    const { url, stop } = await startLiveGateway(NEVER);
    const { closed } = await openAcked(url, PARAMS);
    await stop();
    expect(await closed).toEqual([1001, 'The gateway restarts.']);
  });

  it('finishes a query of a WebSocket first', async () => {
    const { step, release } = holdResponse(toImageRow(IMAGE, 'held'));
    const upstream = await startUpstream([step]);
    const { url, stop } = await startLiveGateway(NEVER, { endpoint: upstream.url });
    const { send, messages, closed } = await openAcked(url, PARAMS);
    send(subscribe('a', `{ image(id: "${IMAGE}") { name } }`));
    await upstream.received(1);
    const stopped = stop();
    send(subscribe('b', SUBSCRIBE));
    await expect
      .poll(() => messages)
      .toMatchObject([{ id: 'b', type: 'error', payload: [{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }] }]);
    release();
    expect(await closed).toEqual([1001, 'The gateway restarts.']);
    await stopped;
    expect(messages.slice(1)).toEqual([
      { id: 'a', type: 'next', payload: { data: { image: { name: 'held' } } } },
      { id: 'a', type: 'complete' },
    ]);
  });

  it.each(['sse', 'websocket'])(
    'does not wait for a client that does not read its stream over %s',
    async (transport) => {
      const { url, feed, streams, stop } = await startLiveGateway(NEVER);
      if (transport === 'sse') {
        const { socket, text } = await openStream(url, { query: SUBSCRIBE });
        await expect.poll(text).toContain('Ready');
        socket.pause();
      } else {
        const { ws, send, messages } = await openAcked(url, PARAMS);
        send(subscribe('a', SUBSCRIBE));
        await expect.poll(() => messages.length).toBe(1);
        ws.pause();
      }
      await overflow(feed, REMOVAL);
      await stop();
      expect(streams()).toMatchObject([{ transport, end: 'restart' }]);
    },
  );
});
