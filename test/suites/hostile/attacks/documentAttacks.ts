import { expect } from 'vitest';
import { times, type Attack } from '../support/attack.ts';
import { ONE_IMAGE } from '../support/documents.ts';

const INVENTED = 'an-invented-token-of-nobody';

/** Attacks by what stands in a document, in its variables or in its name. */
export const DOCUMENT_ATTACKS: readonly Attack[] = [
  {
    item: 1,
    name: 'documents of comments are not kept',
    before: '7.6 MB stayed for ever for each, and 66 of them ended a process with 512 MB',
    // What is kept is bounded by 32 MiB. The rest is garbage that Node collects when it needs the memory.
    maxMemory: 800,
    async run({ post }) {
      for (let index = 0; index < 70; index += 1) {
        await post({ query: `{__typename}#${index}${'\n#'.repeat(86_000)}` }, null);
      }
    },
  },
  {
    item: 2,
    name: '120,000 representations under ten aliases are answered by one error',
    before: 'a block of 54 s, an answer of 235 MB and 2.8 GB of memory',
    maxCpu: 3000,
    async run({ post }) {
      const fields = times(10, (index) => `a${index}: _entities(representations: $r) { __typename }`);
      const query = `query ($r: [_Any!]!) { ${fields.join(' ')} }`;
      const reply = await post({ query, variables: { r: times(120_000, () => 1) } }, INVENTED);
      expect(reply?.text.length).toBeLessThan(10_000);
    },
  },
  {
    item: 7,
    name: 'a fragment that no operation uses is not validated',
    before: '40 to 90 ms for each request of 5 KB',
    maxCpu: 1500,
    async run({ post }) {
      const fields = 'a: members { image { name } } '.repeat(150);
      // Each with a name of its own: a document that was validated is not validated again.
      const fragments = times(100, (index) => `fragment F${index} on Image { ${fields}}`);
      for (const fragment of fragments) await post({ query: `{ __typename } ${fragment}` }, null);
    },
  },
  {
    item: 8,
    name: 'compiled operations answer 18,000 unknown keys and 25,000 wrong items with few errors',
    before: 'a block of 0.6 s, and 9.35 MB of answer for 187 KB',
    maxCpu: 5000,
    async run({ post }) {
      const query = 'query ($f: ImageFilter) { images(first: 1, filter: $f) { nodes { id } } }';
      const token = 'known-token-of-a-sender';
      for (let index = 0; index < 5; index += 1) await post({ query, variables: { f: {} } }, token);
      const wrong = [
        { f: Object.fromEntries(times(18_000, (index) => [`k${index}`, 1])) },
        { f: { tags: times(25_000, () => 1) } },
      ];
      for (const variables of wrong) {
        const reply = await post({ query, variables }, token);
        expect(reply?.text.length).toBeLessThan(10_000);
      }
    },
  },
  {
    item: 13,
    name: 'a string that reads like a suggestion costs what any string costs',
    before: 'a block of 22 s for one request of 250 KB',
    maxCpu: 3000,
    async run({ post }) {
      const text = 'Did you mean '.repeat(19_500);
      const query = 'query ($n: Int) { images(first: $n) { nodes { id } } }';
      await post({ query, variables: { n: text } }, INVENTED);
      await post({ query: `{ images(first: "${text}") { nodes { id } } }` }, null);
      await post({ query: `{ image(id: "${text}") { name } }` }, INVENTED);
      await post({ ...ONE_IMAGE, operationName: text }, INVENTED);
    },
  },
];
