import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import type { Options } from './options.ts';
import type { Results } from './results.ts';
import type { Target } from './targets.ts';

const PAGE = fileURLToPath(new URL('../../docs/performance.md', import.meta.url));

export interface Outcome {
  readonly started: Date;
  /** As `node --version` prints it. */
  readonly nodeVersion: string;
  readonly options: Options;
  readonly results: Results;
  readonly targets: readonly Target[];
  /** Markdown. */
  readonly report: string;
}

/** Writes bench/results/node-N.json, and replaces the report between the marks for this Node in docs/performance.md. */
export async function saveResults({ started, nodeVersion, options, results, targets, report }: Outcome): Promise<void> {
  const major = Number.parseInt(nodeVersion.slice(1), 10);
  const { rounds, seconds, connections } = options;
  const [cpu] = cpus();
  const machine = `${cpus().length} cores of ${cpu?.model.trim()}`;
  const folder = new URL('../results/', import.meta.url);
  await mkdir(folder, { recursive: true });
  const file = fileURLToPath(new URL(`node-${major}.json`, folder));
  const what = { started, nodeVersion, machine, rounds, seconds, connections, targets, ...results };
  await writeFormatted(file, JSON.stringify(what));

  const page = await readFile(PAGE, 'utf8');
  const [begin, end] = [`<!-- begin node ${major} -->`, `<!-- end node ${major} -->`];
  const [before, rest] = page.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`${PAGE} has no place for Node ${major}`);
  const facts = `Node ${nodeVersion.slice(1)}, ${machine}, ${started.toISOString().slice(0, 10)}, ${rounds} rounds of ${seconds} s.`;
  await writeFormatted(PAGE, `${before}${begin}\n\n${facts}\n\n${report}\n${end}${after}`);
}

async function writeFormatted(file: string, text: string): Promise<void> {
  await writeFile(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
}
