import { readFileSync } from 'node:fs';
import { EmbeddedSeedError, parseEmbeddedSeed } from '../embedded/parseSeed.ts';
import type { EmbeddedSeed } from '../embedded/seed.ts';
import { UsageError } from './commandLine.ts';

/** @throws UsageError that names the file and all its problems */
export function readSeedFile(file: string): EmbeddedSeed {
  try {
    return parseEmbeddedSeed(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (error instanceof EmbeddedSeedError) {
      const lines = error.problems.map(({ path, message }) => `- ${path || 'the seed'} ${message}.`);
      throw new UsageError(`The seed file ${file} is not usable:\n${lines.join('\n')}`);
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`The seed file ${file} is not usable:\n- ${reason}.`);
  }
}
