import { pino } from 'pino';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import type { Environment } from '../../../src/config/config.ts';
import { toImageRow } from '../../support/imageRow.ts';
import { startUpstream, type ScriptedUpstream } from '../../support/scriptedUpstream.ts';
import { openGateway } from '../../support/gateway.ts';
import { createManifestFolder, type ManifestFile, type ManifestFolder } from './persistedManifests.ts';

export const IMAGE = '5b8c1f3e-7a2d-4c69-9e10-3d6f8a4b2c01';
export const QUERY = `query ImageOnce($id: ID!, $same: ID!) {
  image(id: $id) { status name ...Rest }
  again: image(id: $same) { id }
}

fragment Rest on Image { visibility ... on Image { id } }`;
export const MUTATION = `mutation Remove {
  second: removeImageMember(input: { memberId: "b", imageId: "${IMAGE}" }) { __typename }
  first: removeImageMember(input: { memberId: "a", imageId: "${IMAGE}" }) { __typename }
}`;
/** QUERY with the same meaning and another layout. */
export const REWRITTEN = `fragment Rest on Image { ... on Image { id } visibility } # the same
  query ImageOnce($same: ID!, $id: ID!) { again: image(id: $same) { id }, image(id: $id) { ...Rest, name, status } }`;
export const FREE = 'query Free($id: ID!) { image(id: $id) { name } }';

export const variables = { id: IMAGE, same: IMAGE };
export const answered = {
  status: 200,
  body: {
    data: { image: { status: 'ACTIVE', name: 'an image', visibility: 'SHARED', id: IMAGE }, again: { id: IMAGE } },
  },
};

// Each test file that imports the lab has manifests of its own.
let folder: ManifestFolder;
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

export async function startPersistedLab(mode: string, kind = 'Apollo', env: Environment = {}): Promise<Lab> {
  const manifest = manifests[kind];
  if (!manifest) throw new Error(kind);
  const lines: string[] = [];
  const logger = pino(
    { level: 'trace', base: null, timestamp: false },
    { write: (line: string) => void lines.push(line) },
  );
  const glance = await startUpstream(() => ({ status: 200, body: toImageRow(IMAGE, 'an image') }));
  const persisted = { PERSISTED_DOCUMENTS: mode, PERSISTED_DOCUMENTS_MANIFEST: manifest.path };
  const gateway = await openGateway({ GLANCE_ENDPOINT: glance.url, ...persisted, ...env }, logger);
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
export const NOT_IN_SAFELIST = refusal(
  'QUERY_NOT_IN_SAFELIST',
  'Only documents of the list of persisted documents are taken.',
);
export const NOT_IN_LIST = refusal(
  'PERSISTED_QUERY_NOT_IN_LIST',
  'The document is not in the list of persisted documents.',
);
export const NOT_FOUND = refusal('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound', 200);
export const NOT_SUPPORTED = refusal('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported', 200);

export function persistedQuery(sha256Hash: string) {
  return { persistedQuery: { version: 1, sha256Hash } };
}
