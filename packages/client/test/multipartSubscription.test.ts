import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client';
import { CombinedGraphQLErrors, CombinedProtocolErrors } from '@apollo/client/errors';
import { parse } from 'graphql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { GlanceError } from '../../../src/glance/glance.ts';
import { IMAGE } from '../../../test/support/addImageMember.ts';
import { READY, REMOVAL, REMOVED, RESTARTED, startLiveGateway, SUBSCRIBE } from '../../../test/support/liveGateway.ts';
import possibleTypesResult from '../src/generated/possibleTypes.ts';

interface Watched {
  readonly results: unknown[];
  readonly errors: unknown[];
  readonly isComplete: () => boolean;
  stop(): void;
}

/** Apollo Client's own HttpLink, with nothing added. */
function watch(url: string, headers: Record<string, string> = { 'x-auth-token': 'token-of-the-user' }): Watched {
  const client = new ApolloClient({
    link: new HttpLink({ uri: `${url}/graphql`, headers }),
    cache: new InMemoryCache(possibleTypesResult),
  });
  const results: unknown[] = [];
  const errors: unknown[] = [];
  let isComplete = false;
  const subscription = client
    .subscribe({ query: parse(SUBSCRIBE), variables: { imageId: IMAGE }, errorPolicy: 'all', fetchPolicy: 'no-cache' })
    .subscribe({
      next: ({ data, error }) => {
        if (data) results.push({ data });
        if (error) errors.push(error);
      },
      error: (error) => errors.push(error),
      complete: () => {
        isComplete = true;
      },
    });
  onTestFinished(() => {
    subscription.unsubscribe();
    client.stop();
  });
  return { results, errors, isComplete: () => isComplete, stop: () => subscription.unsubscribe() };
}

describe('a subscription of Apollo Client 4 by HttpLink', () => {
  it('gets each event at once, and completes when the source ends', async () => {
    const { url, feed, streams } = await startLiveGateway();
    const { results, isComplete } = watch(url);
    await expect.poll(() => results).toEqual([READY]);
    feed.subscriptions[0]?.push(REMOVAL);
    await expect.poll(() => results).toEqual([READY, REMOVED]);
    feed.subscriptions[0]?.end();
    await expect.poll(isComplete).toBe(true);
    await expect.poll(streams).toMatchObject([{ transport: 'multipart', end: 'completed', events: 2 }]);
  });

  it('does not see heartbeats', async () => {
    const { url, feed } = await startLiveGateway({ STREAM_PING_MS: '10' });
    const { results, errors } = watch(url);
    await expect.poll(() => results).toEqual([READY]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    feed.subscriptions[0]?.push(REMOVAL);
    await expect.poll(() => results).toEqual([READY, REMOVED]);
    expect(errors).toEqual([]);
  });

  it('ends with a protocol error that has UNAUTHENTICATED when the token is refused', async () => {
    const { url, feed, streams } = await startLiveGateway();
    const { results, errors } = watch(url);
    await expect.poll(() => results).toEqual([READY]);
    feed.subscriptions[0]?.fail(new GlanceError('unauthorized'));
    await expect.poll(() => errors).toMatchObject([{ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] }]);
    expect(CombinedProtocolErrors.is(errors[0])).toBe(true);
    await expect.poll(streams).toMatchObject([{ end: 'token' }]);
  });

  it('is told why it was refused', async () => {
    const { url } = await startLiveGateway();
    const { errors } = watch(url, {});
    await expect.poll(() => errors).toMatchObject([{ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] }]);
    expect(CombinedGraphQLErrors.is(errors[0])).toBe(true);
  });

  it('is told that the gateway restarts, and completes', async () => {
    const { url, stop } = await startLiveGateway();
    const { results, isComplete } = watch(url);
    await expect.poll(() => results).toEqual([READY]);
    await stop();
    await expect.poll(() => results).toEqual([READY, RESTARTED]);
    await expect.poll(isComplete).toBe(true);
  });

  it('ends when the client unsubscribes', async () => {
    const { url, feed, streams } = await startLiveGateway();
    const { results, stop } = watch(url);
    await expect.poll(() => results).toEqual([READY]);
    stop();
    await expect.poll(streams).toMatchObject([{ end: 'left' }]);
    expect(feed.subscriptions[0]?.isClosed).toBe(true);
  });
});
