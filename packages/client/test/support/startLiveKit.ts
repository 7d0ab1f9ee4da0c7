import { onTestFinished } from 'vitest';
import { print } from 'graphql';
import { request } from 'undici';
import { openGateway } from '../../../../test/support/gateway.ts';
import type { Operation } from './cacheScenes.ts';
import type { Demo } from './startKit.ts';

export interface LiveKit extends Demo {
  /** Of `/graphql`. */
  readonly url: string;
  /** Runs an operation as somebody else, apart from the clients of the test. */
  run(token: string, operation: Operation): Promise<void>;
}

/** A gateway with an embedded Glance and its notifications, for one test. */
export async function startLiveKit(): Promise<LiveKit> {
  const { url, embedded, stop } = await openGateway({ SHUTDOWN_GRACE_MS: '1000' });
  onTestFinished(stop);
  if (embedded === null) throw new Error('no embedded Glance');
  const graphql = `${url}/graphql`;
  return {
    url: graphql,
    projects: Object(embedded.projects),
    tokens: Object(embedded.tokens),
    async run(token, { document, variables }) {
      const { body } = await request(graphql, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-auth-token': token },
        body: JSON.stringify({ query: print(document), variables }),
      });
      const answer: unknown = await body.json();
      if ('errors' in Object(answer)) throw new Error(JSON.stringify(answer));
    },
  };
}
