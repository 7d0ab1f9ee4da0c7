import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Environment } from '../../src/config/config.ts';
import { codesOf, post } from '../support/post.ts';
import { startGateway } from '../support/startDemoGateway.ts';
import { toImageRow } from '../support/imageRow.ts';
import { startUpstream, type ScriptedUpstream } from '../support/scriptedUpstream.ts';
import { createManifestFolder, type ManifestFile } from './support/persistedManifests.ts';

const IMAGE = '5b8c1f3e-7a2d-4c69-9e10-3d6f8a4b2c01';
const QUERY = `query ImageOnce($id: ID!, $same: ID!) {
  image(id: $id) { status name ...Rest }
  again: image(id: $same) { id }
}

fragment Rest on Image { visibility ... on Image { id } }`;
const MUTATION = `mutation Remove {
  second: removeImageMember(input: { memberId: "b", imageId: "${IMAGE}" }) { __typename }
  first: removeImageMember(input: { memberId: "a", imageId: "${IMAGE}" }) { __typename }
}`;
/** As in QUERY, written by somebody else. */
const REWRITTEN = `fragment Rest on Image { ... on Image { id } visibility } # the same
  query ImageOnce($same: ID!, $id: ID!) { again: image(id: $same) { id }, image(id: $id) { ...Rest, name, status } }`;
const FREE = 'query Free($id: ID!) { image(id: $id) { name } }';

const variables = { id: IMAGE, same: IMAGE };
const answered = {
  status: 200,
  body: {
    data: { image: { status: 'ACTIVE', name: 'an image', visibility: 'SHARED', id: IMAGE }, again: { id: IMAGE } },
  },
};

let folder: Awaited<ReturnType<typeof createManifestFolder>>;
const manifests: Partial<Record<string, ManifestFile>> = {};
beforeAll(async () => {
  folder = await createManifestFolder();
  manifests['graphql-codegen'] = await folder.generateWithCodegen(`${QUERY}\n${MUTATION}`);
  manifests['Apollo'] = await folder.writeApollo({ ImageOnce: QUERY, Remove: MUTATION });
});
afterAll(() => folder.remove());

interface Lab {
  readonly url: string;
  readonly glance: ScriptedUpstream;
  readonly manifest: ManifestFile;
  readonly lines: readonly string[];
  get(parameters: Record<string, string>, headers?: Record<string, string>): Promise<{ status: number; body: unknown }>;
}

async function start(mode: string, kind = 'Apollo', env: Environment = {}): Promise<Lab> {
  const manifest = manifests[kind];
  if (!manifest) throw new Error(kind);
  const lines: string[] = [];
  const logger = pino(
    { level: 'trace', base: null, timestamp: false },
    { write: (line: string) => void lines.push(line) },
  );
  const glance = await startUpstream(() => ({ status: 200, body: toImageRow(IMAGE, 'an image') }));
  const persisted = { PERSISTED_DOCUMENTS: mode, PERSISTED_DOCUMENTS_MANIFEST: manifest.path };
  const gateway = await startGateway({ GLANCE_ENDPOINT: glance.url, ...persisted, ...env }, logger);
  onTestFinished(() => gateway.stop());
  return {
    url: gateway.url,
    glance,
    manifest,
    lines,
    async get(parameters, headers = {}) {
      const response = await fetch(`${gateway.url}/graphql?${new URLSearchParams(parameters)}`, {
        headers: {
          accept: 'application/graphql-response+json',
          'x-auth-token': 'token-of-somebody',
          'apollo-require-preflight': 'true',
          ...headers,
        },
      });
      return { status: response.status, body: await response.json() };
    },
  };
}

function refusal(code: string, message: string, status = 400) {
  return { status, body: { errors: [{ message, extensions: { code, retryable: false } }] } };
}
const NOT_IN_SAFELIST = refusal(
  'QUERY_NOT_IN_SAFELIST',
  'Only documents of the list of persisted documents are taken.',
);
const NOT_IN_LIST = refusal('PERSISTED_QUERY_NOT_IN_LIST', 'The document is not in the list of persisted documents.');
const NOT_FOUND = refusal('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound', 200);
const NOT_SUPPORTED = refusal('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported', 200);

function persistedQuery(sha256Hash: string) {
  return { persistedQuery: { version: 1, sha256Hash } };
}

describe.each(['graphql-codegen', 'Apollo'])('a document of a manifest of %s', (kind) => {
  it.each(['log', 'enforce'])('is executed by its id, however that is sent, with %s', async (mode) => {
    const { url, get, manifest, lines } = await start(mode, kind);
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
    const { url, get, manifest, lines } = await start(mode, kind);
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

describe('PERSISTED_DOCUMENTS=enforce', () => {
  it.each([
    ['a text that is not listed', { query: FREE }],
    ['a listed text with another field', { query: QUERY.replace('status', 'status size') }],
    ['a listed text with another argument', { query: QUERY.replace('id: $same', 'id: $id') }],
    ['a listed text with another alias', { query: QUERY.replace('again', 'more') }],
    ['a listed text with another operation beside it', { query: `${QUERY} ${FREE}`, operationName: 'Free' }],
    ['a listed mutation in another order', { query: MUTATION.replace(/( +second.*)\n( +first.*)/, '$2\n$1') }],
    ['a text with the id of another', { query: FREE, documentId: 'ID' }],
    ['a text with the hash of another', { query: FREE, extensions: persistedQuery('ID') }],
    ['introspection', { query: '{ __schema { types { name } } }' }],
    ['what is no GraphQL', { query: 'query {' }],
    ['more tokens than one may send', { query: `{ ${'a '.repeat(9000)} }` }],
  ])('refuses %s, and asks nobody', async (_what, body) => {
    const { url, glance, manifest } = await start('enforce');
    const sent: unknown = JSON.parse(
      JSON.stringify({ variables, ...body }).replace('"ID"', `"${manifest.idOf('ImageOnce')}"`),
    );
    expect(await post(url, sent)).toEqual(NOT_IN_SAFELIST);
    expect(await post(url, sent, { accept: 'application/json' })).toEqual({ ...NOT_IN_SAFELIST, status: 200 });
    expect(glance.requests).toEqual([]);
  });

  it.each(['0'.repeat(64), 'sha256:', '__proto__', 'constructor'])('refuses the id %s', async (documentId) => {
    const { url, get, glance } = await start('enforce');
    expect(await post(url, { documentId, variables })).toEqual(NOT_IN_LIST);
    expect(await post(url, { extensions: persistedQuery(documentId), variables })).toEqual(NOT_IN_LIST);
    expect(await get({ documentId })).toEqual(NOT_IN_LIST);
    expect(await post(url, { documentId }, { accept: 'application/json' })).toEqual({ ...NOT_IN_LIST, status: 200 });
    expect(glance.requests).toEqual([]);
  });

  it('has no way around it', async () => {
    const { url, get, glance, manifest } = await start('enforce');
    const listed = manifest.textOf('ImageOnce');
    const bodies = [
      [{ query: FREE, variables }],
      { query: [FREE], variables },
      { query: { kind: 'Document', definitions: [] }, variables },
      { query: '', variables },
      { documentId: 5, variables },
      { extensions: { persistedQuery: { version: 1 } }, variables },
      JSON.parse(`{ "__proto__": { "query": ${JSON.stringify(FREE)} }, "variables": {} }`),
      {},
    ];
    for (const body of bodies) expect(await post(url, body)).toMatchObject({ body: { errors: [expect.anything()] } });
    const search = (...texts: string[]) => texts.map((text) => `query=${encodeURIComponent(text)}`).join('&');
    for (const parameters of [search(FREE), search(listed, FREE), search('', FREE), search(FREE, '')]) {
      const response = await fetch(`${url}/graphql?${parameters}&variables=${JSON.stringify(variables)}`, {
        headers: {
          'x-auth-token': 'token-of-somebody',
          'apollo-require-preflight': 'true',
          'content-type': 'application/json',
        },
      });
      expect(await response.json()).toMatchObject({ errors: [expect.anything()] });
    }
    expect(await get({ query: FREE })).toEqual(NOT_IN_SAFELIST);
    expect(glance.requests).toEqual([]);
  });

  it('asks for a token, a header and POST as ever', async () => {
    const { url, get, manifest, glance } = await start('enforce');
    const documentId = manifest.idOf('ImageOnce');
    expect(codesOf((await post(url, { documentId, variables }, { 'x-auth-token': '' })).body)).toEqual([
      'UNAUTHENTICATED',
    ]);
    const simple = await fetch(`${url}/graphql?documentId=${documentId}`, {
      headers: { 'x-auth-token': 'token-of-somebody' },
    });
    expect([simple.status, codesOf(await simple.json())]).toEqual([400, ['BAD_REQUEST']]);
    expect(await get({ documentId: manifest.idOf('Remove') })).toMatchObject({ status: 405 });
    expect(glance.requests).toEqual([]);
  });
});

describe('PERSISTED_DOCUMENTS=log', () => {
  it('executes a text that is not listed, and logs its name and hash, not the text', async () => {
    const { url, lines } = await start('log');
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-auth-token': 'token-of-somebody' },
      body: JSON.stringify({ query: FREE, variables, operationName: 'Free' }),
    });
    expect(await response.json()).toEqual({ data: { image: { name: 'an image' } } });
    const logged = lines
      .map((line): unknown => JSON.parse(line))
      .filter((line) => JSON.stringify(line).includes('sha256'));
    expect(logged).toEqual([
      {
        level: 40,
        requestId: response.headers.get('x-request-id'),
        operationName: 'Free',
        sha256: createHash('sha256').update(FREE).digest('hex'),
        msg: 'not a persisted document',
      },
    ]);
    expect(lines.join()).not.toContain('query Free');
  });

  it('logs of an operation name that is no name 100 characters that print', async () => {
    const { url, lines } = await start('log');
    for (const operationName of ['N'.repeat(200_000), `a\n{"level":60}\u001b[2J\u2028${'x'.repeat(200)}`]) {
      await post(url, { query: FREE, variables, operationName });
    }
    const names = lines
      .filter((line) => line.includes('sha256'))
      .map((line) => (JSON.parse(line) as { operationName: string }).operationName);
    expect(names).toEqual(['N'.repeat(100), `a?{"level":60}?[2J?${'x'.repeat(81)}`]);
    for (const line of lines) expect(line.length).toBeLessThan(1000);
  });

  it('asks for the text of an id that is not listed, as clients expect, and executes it then', async () => {
    const { url } = await start('log');
    const extensions = persistedQuery(createHash('sha256').update(FREE).digest('hex'));
    expect(await post(url, { extensions, variables })).toEqual(NOT_FOUND);
    expect(await post(url, { extensions, query: FREE, variables })).toEqual({
      status: 200,
      body: { data: { image: { name: 'an image' } } },
    });
    expect(await post(url, { extensions, variables })).toEqual(NOT_FOUND);
  });
});

describe('PERSISTED_DOCUMENTS=off', () => {
  it('says that ids are not supported, and executes texts', async () => {
    const { url, get, manifest, lines } = await start('off');
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
  it.each(['src/generated/persisted-documents.json', 'persisted-query-manifest.json'])('has %s', async (name) => {
    const path = fileURLToPath(new URL(`../../packages/client/${name}`, import.meta.url));
    const gateway = await startGateway({ PERSISTED_DOCUMENTS: 'enforce', PERSISTED_DOCUMENTS_MANIFEST: path });
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
  });
});

describe('PERSISTED_DOCUMENTS_MANIFEST', () => {
  async function problemsOf(path: string, env: Environment = {}): Promise<unknown> {
    const settings = { PERSISTED_DOCUMENTS: 'enforce', PERSISTED_DOCUMENTS_MANIFEST: path, ...env };
    return startGateway(settings).then(
      (gateway) => gateway.stop(),
      (error: { problems: unknown }) => error.problems,
    );
  }
  const bad = (problem: string): string => `PERSISTED_DOCUMENTS_MANIFEST is not usable. ${problem}`;

  it('must be there', async () => {
    expect(() => startGateway({ PERSISTED_DOCUMENTS: 'log' })).toThrow(
      'PERSISTED_DOCUMENTS_MANIFEST must be set where PERSISTED_DOCUMENTS is not off.',
    );
    expect(await problemsOf('/nowhere/manifest.json')).toEqual([
      'PERSISTED_DOCUMENTS_MANIFEST can not be read: ENOENT.',
    ]);
  });

  it.each(['', '{', '[]', '{}', '{"a":1}', '{"format":"apollo-persisted-query-manifest","version":2,"operations":[]}'])(
    'can not be %s',
    async (text) => {
      const path = await folder.write('bad', text);
      expect(await problemsOf(path)).toEqual([
        bad('It holds no documents of graphql-codegen and is no Apollo manifest.'),
      ]);
    },
  );

  it('is refused with every document that can not be used', async () => {
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

  it('is refused with an id that means two documents', async () => {
    const operations = [QUERY, FREE].map((body) => ({ id: 'one', name: 'a', type: 'query', body }));
    const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations };
    expect(await problemsOf(await folder.write('bad', JSON.stringify(manifest)))).toEqual([
      bad('Document one is there twice.'),
    ]);
  });
});
