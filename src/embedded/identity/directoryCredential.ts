import type { EmbeddedSeed } from '../seed.ts';
import { createDirectory } from './directory.ts';

/**
 * The application credential `directory` of a seed, with which the gateway looks up names that a viewer may not look up.
 * Null for a seed without it: then the gateway has no directory.
 */
export function findDirectoryCredential(seed: EmbeddedSeed): { readonly id: string; readonly secret: string } | null {
  const found = createDirectory(seed).credentials.find(({ name }) => name === 'directory');
  return found === undefined ? null : { id: found.id, secret: found.secret };
}
