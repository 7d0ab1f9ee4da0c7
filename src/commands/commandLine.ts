import { parseArgs } from 'node:util';

/** What the arguments ask the process to do. */
export type Command =
  | { readonly name: 'help' | 'version' | 'check' }
  | { readonly name: 'schema'; readonly subgraph: boolean }
  /** `embedded` is null without `--embedded`: the configuration then decides whether an embedded Glance starts. */
  | { readonly name: 'serve'; readonly embedded: EmbeddedChoice | null };

export interface EmbeddedChoice {
  /** Path of a JSON file; null takes the default seed. */
  readonly seedFile: string | null;
  readonly latencyMs: number;
}

export class UsageError extends Error {
  override readonly name = 'UsageError' as const;
}

const MAX_LATENCY_MS = 600_000;

/** @throws an Error with one sentence for unknown arguments, and for arguments that do not fit together */
export function parseCommandLine(args: readonly string[]): Command {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean', short: 'v' },
      embedded: { type: 'boolean' },
      seed: { type: 'string' },
      latency: { type: 'string' },
      subgraph: { type: 'boolean' },
    },
  });
  if (values.help) return { name: 'help' };
  if (values.version) return { name: 'version' };

  const [name, ...rest] = positionals;
  if (rest.length > 0) throw new UsageError(`One command at a time: ${positionals.join(' ')}.`);
  const given = Object.keys(values);
  const allow = (...options: readonly string[]): void => {
    const other = given.find((option) => !options.includes(option));
    if (other !== undefined) throw new UsageError(`--${other} does not go with ${name ?? 'starting the gateway'}.`);
  };
  switch (name) {
    case 'schema':
      allow('subgraph');
      return { name, subgraph: values.subgraph ?? false };
    case 'check':
      allow();
      return { name };
    case undefined:
      allow('embedded', 'seed', 'latency');
      return { name: 'serve', embedded: parseEmbeddedChoice(values) };
    default:
      throw new UsageError(`There is no command ${name}: the commands are schema and check.`);
  }
}

function parseEmbeddedChoice(values: {
  readonly embedded?: boolean;
  readonly seed?: string;
  readonly latency?: string;
}): EmbeddedChoice | null {
  const { embedded = false, seed, latency = '0' } = values;
  if (!embedded) {
    const other = seed === undefined ? '--latency' : '--seed';
    if (seed !== undefined || values.latency !== undefined) throw new UsageError(`${other} goes with --embedded only.`);
    return null;
  }
  const latencyMs = /^\d+$/.test(latency) ? Number(latency) : Number.NaN;
  if (!(latencyMs <= MAX_LATENCY_MS)) {
    throw new UsageError(`--latency must be a whole number of milliseconds from 0 to ${MAX_LATENCY_MS}.`);
  }
  return { seedFile: seed ?? null, latencyMs };
}
