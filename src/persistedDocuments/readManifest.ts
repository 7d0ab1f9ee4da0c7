import { readFile } from 'node:fs/promises';
import { ConfigError, type Config } from '../config/config.ts';
import { parsePersistedManifest } from './manifest.ts';
import { createSchema } from '../graphql/server/schema.ts';
import type { PersistedDocumentsOptions } from './persistedDocuments.ts';

/**
 * @returns null where persisted documents are off
 * @throws ConfigError for a manifest that can not be read, or that has documents that clients could not use: it names
 * each
 */
export async function readPersistedDocuments(config: Config): Promise<PersistedDocumentsOptions | null> {
  const { persistedDocuments: mode, persistedDocumentsManifest: path } = config;
  if (mode === 'off' || path === null) return null;
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new ConfigError([`PERSISTED_DOCUMENTS_MANIFEST can not be read: ${error.code}.`]);
  });
  const schema = createSchema({ federated: config.federated });
  const { documents, problems } = parsePersistedManifest(text, { schema, limits: config });
  if (problems.length > 0) {
    throw new ConfigError(problems.map((problem) => `PERSISTED_DOCUMENTS_MANIFEST is not usable. ${problem}`));
  }
  return { mode, documents };
}
