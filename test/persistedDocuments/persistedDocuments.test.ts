import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { codesOf, post } from '../support/post.ts';
import { openGateway } from '../support/gateway.ts';
import {
  IMAGE,
  QUERY,
  REWRITTEN,
  variables,
  answered,
  NOT_SUPPORTED,
  persistedQuery,
  startPersistedLab,
} from './support/persistedLab.ts';

describe.each(['graphql-codegen', 'Apollo'])('a document of a manifest of %s', (kind) => {
  it.each(['log', 'enforce'])('is executed by its id, however that is sent, with %s', async (mode) => {
    const { url, get, manifest, lines } = await startPersistedLab(mode, kind);
    const id = manifest.idOf('ImageOnce');
    const extensions = persistedQuery(id);
    expect(await post(url, { documentId: id, variables })).toEqual(answered);
    expect(await post(url, { documentId: `sha256:${id}`, variables, operationName: 'ImageOnce' })).toEqual(answered);
    expect(await post(url, { extensions, variables })).toEqual(answered);
    const texts = { variables: JSON.stringify(variables) };
    expect(await get({ ...texts, documentId: id })).toEqual(answered);
    expect(await get({ ...texts, documentId: `sha256:${id}` })).toEqual(answered);
    expect(await get({ ...texts, extensions: JSON.stringify(extensions) })).toEqual(answered);
    expect(lines.filter((line) => line.includes('not a persisted'))).toEqual([]);
  });

  it.each(['log', 'enforce'])('is executed by its text, however that is written, with %s', async (mode) => {
    const { url, get, manifest, lines } = await startPersistedLab(mode, kind);
    for (const query of [manifest.textOf('ImageOnce'), QUERY, REWRITTEN]) {
      expect(await post(url, { query, variables })).toEqual(answered);
      expect(await post(url, { query, variables, extensions: persistedQuery(manifest.idOf('ImageOnce')) })).toEqual(
        answered,
      );
      expect(await get({ query, variables: JSON.stringify(variables) })).toEqual(answered);
    }
    expect(lines.filter((line) => line.includes('not a persisted'))).toEqual([]);
  });
});

describe('PERSISTED_DOCUMENTS=off', () => {
  it('says that ids are not supported, and executes texts', async () => {
    const { url, get, manifest, lines } = await startPersistedLab('off');
    const documentId = manifest.idOf('ImageOnce');
    expect(await post(url, { documentId, variables })).toEqual(NOT_SUPPORTED);
    expect(await get({ documentId })).toEqual(NOT_SUPPORTED);
    const answer = await post(url, { extensions: persistedQuery(documentId), variables });
    expect([answer.status, codesOf(answer.body)]).toEqual([200, ['PERSISTED_QUERY_NOT_SUPPORTED']]);
    expect(await post(url, { documentId, query: QUERY, variables })).toEqual(answered);
    expect(lines.filter((line) => line.includes('not a persisted'))).toEqual([]);
  });
});

describe('the client kit', () => {
  it.each(['src/generated/persisted-documents.json', 'persisted-query-manifest.json'])(
    'has the manifest %s, which the gateway loads',
    async (name) => {
      const path = fileURLToPath(new URL(`../../packages/client/${name}`, import.meta.url));
      const gateway = await openGateway({ PERSISTED_DOCUMENTS: 'enforce', PERSISTED_DOCUMENTS_MANIFEST: path });
      onTestFinished(() => gateway.stop());
      const texts = readFileSync(
        new URL('../../packages/client/src/generated/persisted-documents.json', import.meta.url),
      );
      const documents: [string, string][] = Object.entries(JSON.parse(texts.toString()));
      const documentId = documents.find(([, text]) => text.includes('mutation ShareImageMinimal'))?.[0];
      const input = { imageId: IMAGE, memberId: 'sim-409' };
      expect(await post(gateway.url, { documentId, variables: { input } })).toMatchObject({
        status: 200,
        body: { data: { addImageMember: { code: 'MEMBER_ALREADY_EXISTS' } } },
      });
    },
  );
});
