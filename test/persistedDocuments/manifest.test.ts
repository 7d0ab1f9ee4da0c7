import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Environment } from '../../src/config/config.ts';
import { openGateway } from '../support/gateway.ts';
import { QUERY, FREE } from './support/persistedLab.ts';
import { createManifestFolder, type ManifestFolder } from './support/persistedManifests.ts';

describe('PERSISTED_DOCUMENTS_MANIFEST', () => {
  async function problemsOf(path: string, env: Environment = {}): Promise<unknown> {
    const settings = { PERSISTED_DOCUMENTS: 'enforce', PERSISTED_DOCUMENTS_MANIFEST: path, ...env };
    return openGateway(settings).then(
      (gateway) => gateway.stop(),
      (error: { problems: unknown }) => error.problems,
    );
  }
  let folder: ManifestFolder;
  beforeAll(async () => {
    folder = await createManifestFolder();
  });
  afterAll(() => folder.remove());
  const bad = (problem: string): string => `PERSISTED_DOCUMENTS_MANIFEST is not usable. ${problem}`;

  it('must be set and readable', async () => {
    expect(() => openGateway({ PERSISTED_DOCUMENTS: 'log' })).toThrow(
      'PERSISTED_DOCUMENTS_MANIFEST must be set where PERSISTED_DOCUMENTS is not off.',
    );
    expect(await problemsOf('/nowhere/manifest.json')).toEqual([
      'PERSISTED_DOCUMENTS_MANIFEST can not be read: ENOENT.',
    ]);
  });

  it.each(['', '{', '[]', '{}', '{"a":1}', '{"format":"apollo-persisted-query-manifest","version":2,"operations":[]}'])(
    'refuses a file that contains %j',
    async (text) => {
      const path = await folder.write('bad', text);
      expect(await problemsOf(path)).toEqual([
        bad('The file is neither a manifest of graphql-codegen nor one of Apollo.'),
      ]);
    },
  );

  it('is refused with every unusable document named', async () => {
    const documents = {
      good: QUERY,
      broken: 'query {',
      unknown: 'query Unknown { nothing }',
      large: `query Large { ${'__typename '.repeat(21)} }`,
      long: `{ ${'a '.repeat(9000)} }`,
      fragment: 'fragment F on Image { id }',
    };
    expect(await problemsOf(await folder.write('bad', JSON.stringify(documents)))).toEqual(
      [
        'Document broken: Syntax Error: Expected Name, found <EOF>.',
        'Document unknown (Unknown): Cannot query field "nothing" on type "Query".',
        'Document large (Large): The operation is too complex: it exceeds the limit of 20 for rootFields.',
        'Document long: Syntax Error: Document contains more that 8000 tokens. Parsing aborted.',
        'Document fragment: Fragment "F" is never used.',
      ].map(bad),
    );
  });

  it('is refused when one id stands for two documents', async () => {
    const operations = [QUERY, FREE].map((body) => ({ id: 'one', name: 'a', type: 'query', body }));
    const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations };
    expect(await problemsOf(await folder.write('bad', JSON.stringify(manifest)))).toEqual([
      bad('Document one is there twice.'),
    ]);
  });
});
