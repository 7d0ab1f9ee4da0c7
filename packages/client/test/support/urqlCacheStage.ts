import { mapExchange, type Client } from '@urql/core';
import { onTestFinished } from 'vitest';
import { AnswerShareDocument, ShareImageDocument, type ImageMemberStatus } from '../../src/index.ts';
import type { Kit } from './startKit.ts';
import { createUrqlClient } from './urqlClient.ts';

interface Counted {
  readonly client: Client;
  /** Names of the operations that went to the gateway. */
  readonly sent: string[];
}

export function createCountedClient(kit: Kit, token: string): Counted {
  const sent: string[] = [];
  const counter = mapExchange({
    onOperation({ kind, query }) {
      const [definition] = query.definitions;
      if (kind !== 'teardown' && definition && 'name' in definition) sent.push(definition.name?.value ?? '');
    },
  });
  return { sent, client: createUrqlClient({ url: kit.url, token: () => token, exchanges: [counter] }) };
}

export const share = (client: Client, imageId: string, memberId: string) =>
  client.mutation(ShareImageDocument, { input: { imageId, memberId } }).toPromise();
export const answer = (client: Client, key: { imageId: string; memberId: string }, status: ImageMemberStatus) =>
  client.mutation(AnswerShareDocument, { input: { ...key, status } }).toPromise();

/** Everything that a component would be shown, as long as the test runs. */
export function watch(client: Client, query: Parameters<Client['query']>[0], variables: object): unknown[] {
  const shown: unknown[] = [];
  const { unsubscribe } = client.query(query, variables, { requestPolicy: 'cache-first' }).subscribe(({ data }) => {
    shown.push(data);
  });
  onTestFinished(unsubscribe);
  return shown;
}

export function hasImages(data: unknown): boolean {
  return Array.isArray(Object(data).images?.nodes);
}
