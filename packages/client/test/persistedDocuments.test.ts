import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Kind, parse, type OperationDefinitionNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import * as client from '../src/index.ts';

const readJson = (name: string): unknown => JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8'));

const documents = Object.entries(client).flatMap(([name, value]) =>
  name.endsWith('Document') && typeof value === 'object' ? [value] : [],
);
const persisted = new Map(Object.entries(Object(readJson('src/generated/persisted-documents.json'))));

describe('documentId', () => {
  it('is the SHA-256 of the text in the manifest, for every document', () => {
    expect(documents).toHaveLength(9);
    const ids = documents.map((document) => client.documentId(document));
    expect(ids.toSorted()).toEqual([...persisted.keys()].toSorted());
    for (const [id, text] of persisted) expect(createHash('sha256').update(String(text)).digest('hex')).toBe(id);
  });

  it('throws for a document that is not in the manifest', () => {
    expect(() => client.documentId(parse('{ __typename }'))).toThrow(new Error('the document is not in the manifest'));
  });
});

describe('persisted-query-manifest.json', () => {
  it('holds the same documents in the form of Apollo', () => {
    const operations = [...persisted].map(([id, body]) => {
      const { name, operation } = toOperation(String(body));
      return { id, name: name?.value, type: operation, body };
    });
    expect(readJson('persisted-query-manifest.json')).toEqual({
      format: 'apollo-persisted-query-manifest',
      version: 1,
      operations,
    });
  });
});

function toOperation(text: string): OperationDefinitionNode {
  const operation = parse(text).definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`no operation in ${text}`);
  return operation;
}
