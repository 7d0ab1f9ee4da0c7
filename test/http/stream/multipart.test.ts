import { describe, expect, it } from 'vitest';
import { GlanceError } from '../../../src/glance/glance.ts';
import { READY, REMOVAL, REMOVED, startLiveGateway, SUBSCRIBE } from '../../support/liveGateway.ts';
import { openStream, readChunks, readHead } from '../support/openStream.ts';

const part = (body: unknown): string =>
  `\r\ncontent-type: application/json; charset=utf-8\r\n\r\n${JSON.stringify(body)}\r\n--graphql`;
const BEGIN = `\r\n--graphql${part({})}`;
const END = '--\r\n';

describe('a subscription over multipart', () => {
  it.each([
    'multipart/mixed;subscriptionSpec=1.0',
    'multipart/mixed; boundary=graphql; subscriptionSpec="1.0", application/json;q=0.9',
    'multipart/mixed;subscriptionSpec="1.0", text/event-stream',
  ])('with Accept: %s is written as parts, each with the boundary of the next one', async (accept) => {
    const { url, feed } = await startLiveGateway();
    const { received, text } = await openStream(url, { query: SUBSCRIBE, accept });
    await expect.poll(text).toContain(`${JSON.stringify({ payload: READY })}\r\n--graphql\r\n`);
    feed.subscriptions[0]?.push(REMOVAL);
    feed.subscriptions[0]?.end();
    const response = await received;
    expect(readHead(response)).toMatchObject({
      '': 'HTTP/1.1 200 OK',
      'content-type': 'multipart/mixed;boundary="graphql";subscriptionSpec="1.0"',
      connection: 'close',
    });
    expect(readChunks(response)).toBe(`${BEGIN}${part({ payload: READY })}${part({ payload: REMOVED })}${END}`);
  });

  it('ends with a payload of null when its source fails', async () => {
    const { url, feed } = await startLiveGateway();
    const { received, text } = await openStream(url, {
      query: SUBSCRIBE,
      accept: 'multipart/mixed;subscriptionSpec=1.0',
    });
    await expect.poll(text).toContain('ImageSharingReady');
    feed.subscriptions[0]?.fail(new GlanceError('unavailable'));
    const errors = [
      {
        message: 'The image service is down or overloaded.',
        extensions: {
          code: 'UPSTREAM_UNAVAILABLE',
          retryable: true,
          retryAfterSeconds: null,
          requestId: null,
          upstreamStatus: null,
        },
      },
    ];
    expect(readChunks(await received)).toBe(
      `${BEGIN}${part({ payload: READY })}${part({ payload: null, errors })}${END}`,
    );
  });

  it('that is refused has its errors in the only payload', async () => {
    const { url } = await startLiveGateway();
    const query = 'subscription { imageSharing(imageId: "a") { __typename } }';
    const { socket, text } = await openStream(url, { query, accept: 'multipart/mixed;subscriptionSpec=1.0' });
    await expect.poll(text).toContain(END);
    socket.end();
    expect(text()).toMatch(/\r\n\r\n\{"payload":\{"errors":\[\{.*"code":"INVALID_INPUT".*\}\}\r\n--graphql--\r\n$/);
  });

  it.each(['multipart/mixed', 'multipart/mixed;subscriptionSpec=2.0', 'multipart/mixed;deferSpec=20220824'])(
    'is not taken with Accept: %s',
    async (accept) => {
      const { url } = await startLiveGateway();
      const { text } = await openStream(url, { query: SUBSCRIBE, accept });
      await expect.poll(text).toContain('A subscription needs a stream');
      expect(readHead(text())['']).toBe('HTTP/1.1 406 Not Acceptable');
    },
  );
});
