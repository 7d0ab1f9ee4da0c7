import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { times, type Attack } from '../support/attack.ts';

const INVENTED = 'an-invented-token-of-nobody';
const MANIFEST = fileURLToPath(new URL('../../../../packages/client/persisted-query-manifest.json', import.meta.url));
const REQUESTS = 20;
/** The access log has one line of some 300 bytes for each request. */
const MAX_BYTES_OF_REQUEST = 4096;

/** Attacks by what the gateway writes into its log. */
export const LOG_ATTACKS: readonly Attack[] = [
  {
    item: 10,
    name: 'representations without a usable key are no line of the log each',
    before: 'for 33 KB in, 2 MB of alarms with a stack for each item',
    async run({ post, product }) {
      const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }';
      const representations = times(600, () => ({ __typename: 'Project', id: {} }));
      for (let request = 0; request < REQUESTS; request += 1) {
        const reply = await post({ query, variables: { r: representations } }, INVENTED);
        expect(reply?.status).toBe(200);
      }
      expect(product.log.bytes).toBeLessThan(REQUESTS * MAX_BYTES_OF_REQUEST);
    },
  },
  {
    item: 10,
    name: 'a token of one letter is not taken out of the log letter by letter',
    before: 'every "t" of a line became "[token]", three times over',
    async run({ post, product }) {
      for (let request = 0; request < REQUESTS; request += 1) {
        await post({ query: '{ images(first: 1) { nodes { id } } }' }, 't');
      }
      expect(product.log.bytes).toBeLessThan(REQUESTS * MAX_BYTES_OF_REQUEST);
    },
  },
  {
    item: 10,
    name: 'an operation name of 250 KB is not logged as it came',
    before: 'PERSISTED_DOCUMENTS=log wrote the whole name, whatever was in it',
    env: { PERSISTED_DOCUMENTS: 'log', PERSISTED_DOCUMENTS_MANIFEST: MANIFEST },
    async run({ post, product }) {
      const operationName = '\u001b[31m'.repeat(35_000);
      for (let request = 0; request < REQUESTS; request += 1) {
        await post({ query: `query A${request} { __typename }`, operationName }, INVENTED);
      }
      expect(product.log.bytes).toBeLessThan(REQUESTS * MAX_BYTES_OF_REQUEST);
    },
  },
];
