import { parse, validate, type DocumentNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { BoundedDocumentStore } from '../../../src/graphql/engine/documentStore.ts';
import { forgetLongText, hasText } from '../../../src/graphql/engine/documentText.ts';
import { createSchema } from '../../../src/graphql/server/schema.ts';
import { startGateway } from '../../support/gateway.ts';

const schema = createSchema({ federated: true });

/** Parsed and checked, as before it is stored. */
function toDocument(text: string): DocumentNode {
  const document = parse(text);
  validate(schema, document, [forgetLongText]);
  return document;
}

describe('the document store', () => {
  it.each([
    ['{ __typename }', 5],
    ['{ __typename } # a comment', 6],
    ['{ image(id: "1") { id, name } }', 14],
  ])('counts the text and the tokens of %s', async (text, tokens) => {
    const store = new BoundedDocumentStore();
    await store.set('key', toDocument(text));
    expect(store.bytes).toBe(2 * text.length + 400 * tokens);
  });

  it('keeps a document until the bytes are used up, and then not the one that was asked for least lately', async () => {
    const text = '{ __typename }';
    const bytes = 2 * text.length + 400 * 5;
    const store = new BoundedDocumentStore(2 * bytes);
    const [first, second, third] = [toDocument(text), toDocument(text), toDocument(text)];
    await store.set('1', first);
    await store.set('2', second);
    await store.get('1');
    await store.set('3', third);
    const kept = [await store.get('1'), await store.get('2'), await store.get('3')];
    expect([...kept.map((one) => one !== undefined), store.bytes]).toEqual([true, false, true, 2 * bytes]);
    expect(kept[0]).toBe(first);
  });

  it('counts a document once that is stored twice, and not at all once it is gone', async () => {
    const store = new BoundedDocumentStore();
    await store.set('key', toDocument('{ __typename }'));
    const { bytes } = store;
    await store.set('key', toDocument('{ __typename }'));
    expect(store.bytes).toBe(bytes);
    await store.delete('key');
    expect([store.bytes, await store.get('key')]).toEqual([0, undefined]);
  });

  it('stays below its limit whatever it is given', async () => {
    const store = new BoundedDocumentStore(100_000);
    for (let number = 0; number < 500; number += 1) {
      const fields = 'id '.repeat(1 + ((number * 7919) % 250));
      await store.set(
        `${number}`,
        toDocument(`query Q${number} { image(id: "1") { ${fields} } } ${'#\n'.repeat(number)}`),
      );
      expect(store.bytes).toBeLessThanOrEqual(100_000);
    }
  });

  it.each([
    ['empty comments', `{ __typename }${'\n#'.repeat(86_000)}`],
    ['one long comment', `{ __typename } #${'x'.repeat(250_000)}`],
    ['empty lines', `{ __typename }${'\n'.repeat(250_000)}`],
    ['commas', `{ __typename }${','.repeat(250_000)}`],
    ['more than a thousand lines', `{ __typename }${'\n'.repeat(1000)}`],
    ['a long string', `{ image(id: "${'x'.repeat(40_000)}") { id } }`],
  ])('does not keep a document of %s', async (_what, text) => {
    const store = new BoundedDocumentStore();
    const document = toDocument(text);
    await store.set('key', document);
    expect([store.bytes, hasText(document)]).toEqual([0, false]);
  });
});

describe('a document of comments', () => {
  it('gets the same response each time, with places in its first line', async () => {
    const gateway = await startGateway({ endpoint: 'http://127.0.0.1:9' });
    const comments = '\n#'.repeat(80_000);
    for (let time = 0; time < 4; time += 1) {
      expect(await gateway.post(`${comments}\n{ __typename }`)).toMatchObject({
        status: 200,
        body: { data: { __typename: 'Query' } },
      });
      expect((await gateway.post(`${comments}\n{ image(id: "none") { id } }`)).body).toMatchObject({
        data: { image: null },
        errors: [{ locations: [{ line: 1, column: comments.length + 4 }] }],
      });
    }
  });
});
