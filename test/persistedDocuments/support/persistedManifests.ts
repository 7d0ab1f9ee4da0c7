import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generate } from '@graphql-codegen/cli';
import { preset } from '@graphql-codegen/client-preset';

export interface ManifestFile {
  readonly path: string;
  readonly idOf: (operationName: string) => string;
  readonly textOf: (operationName: string) => string;
}

export type ManifestFolder = Awaited<ReturnType<typeof createManifestFolder>>;

/** A folder for manifests, as long as a test file runs. */
export async function createManifestFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'glance-graphql-'));
  const write = async (name: string, text: string): Promise<string> => {
    const path = join(folder, `${name}.json`);
    await writeFile(path, text);
    return path;
  };
  return {
    write,
    remove: () => rm(folder, { recursive: true }),

    /** What graphql-codegen's client preset writes for some operations. */
    async generateWithCodegen(operations: string): Promise<ManifestFile> {
      await generate(
        {
          schema: fileURLToPath(new URL('../../../schema.graphql', import.meta.url)),
          documents: operations,
          silent: true,
          generates: {
            [`${folder}/`]: { preset, presetConfig: { persistedDocuments: { hashAlgorithm: 'sha256' } } },
          },
        },
        true,
      );
      const path = join(folder, 'persisted-documents.json');
      const texts: Record<string, string> = JSON.parse(await readFile(path, 'utf8'));
      return toManifestFile(path, Object.entries(texts));
    },

    /** The same in the format of Apollo's generate-persisted-query-manifest. */
    async writeApollo(documents: Readonly<Record<string, string>>): Promise<ManifestFile> {
      const operations = Object.entries(documents).map(([name, body]) => ({
        id: createHash('sha256').update(body).digest('hex'),
        name,
        type: body.startsWith('mutation') ? 'mutation' : 'query',
        body,
      }));
      const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations };
      const path = await write('apollo', JSON.stringify(manifest));
      return toManifestFile(
        path,
        operations.map(({ id, body }) => [id, body]),
      );
    },
  };
}

function toManifestFile(path: string, entries: readonly (readonly [id: string, text: string])[]): ManifestFile {
  const find = (operationName: string): readonly [string, string] => {
    const entry = entries.find(([, text]) => new RegExp(`\\b(query|mutation) ${operationName}\\b`).test(text));
    if (!entry) throw new Error(`no ${operationName} in ${path}`);
    return entry;
  };
  return { path, idOf: (name) => find(name)[0], textOf: (name) => find(name)[1] };
}
