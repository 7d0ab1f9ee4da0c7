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

/** A changed text would get a new ID, which a gateway with an older manifest refuses. */
const RELEASED_IDS = {
  AnswerShareDocument: '779ab642e073f487eeabbd8fd34d695b38943bc9e12631f434c80d1590ac5576',
  InboxDocument: 'cdc6df510f87112bcda7f00e230ebc3637e0486c7d3140015c709eab5c216ecf',
  MemberStatusDocument: '2e16fcbb20c4061c53cf1e662e723bd3169f9f8d1b7b82b3ad995c006391da5f',
  MyShareableImagesDocument: '285762928c3df8b240f967e1d40203508afc8d09b1f4fc2982e2c9eaa3062dd3',
  ShareImageDocument: '3a60a9338b16f59fc704068441c1b457558394801f708a6868f736837870d73f',
  ShareImageMinimalDocument: '81ab6fe28b55287cebd2a17ed2636e7f0e56afc010da4e9174c661a9f4e1e61d',
  ShareImagesDocument: '39440a6c964ee27986053075bae4da5e7cd840cacdd1d2a127ae10582afa1f98',
  SharingDialogDocument: 'e676a318043ddce1e16df12716e3c94e15594a208892617ad5f976d6bf1a90b4',
  UnshareDocument: 'ecb7630df1b15c48c806280a172bf17ad36853f4cfb4e4055da23abc54ad98bc',
};

describe('documentId', () => {
  it('is the SHA-256 of the text in the manifest, for every document', () => {
    expect(documents).toHaveLength(20);
    const ids = documents.map((document) => client.documentId(document));
    expect(ids.toSorted()).toEqual([...persisted.keys()].toSorted());
    for (const [id, text] of persisted) expect(createHash('sha256').update(String(text)).digest('hex')).toBe(id);
  });

  it('stays the same for every document that a gateway may know already', () => {
    const ids = Object.keys(RELEASED_IDS).map((name) => [name, client.documentId(Object(Reflect.get(client, name)))]);
    expect(Object.fromEntries(ids)).toEqual(RELEASED_IDS);
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
