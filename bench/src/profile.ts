import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGateway, type Gateway } from './gateways.ts';
import { measureWindow } from './measure.ts';
import type { Options } from './options.ts';
import { startUpstream } from './upstream.ts';

const PORT = 19_400;
const MOST_LINES = 45;

/** The parts of V8's profile that are used here. */
interface Profile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: CallFrame }[];
  readonly samples: readonly number[];
  /** Microseconds before each sample. */
  readonly timeDeltas: readonly number[];
}

interface CallFrame {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
}

/** Tells where a gateway's CPU time goes in each case: microseconds for each request, by part and by function. */
export async function profileGateway(gateway: Gateway, options: Options): Promise<string> {
  const parts: string[] = [];
  for (const caseName of options.cases) {
    const folder = await mkdtemp(join(tmpdir(), 'glance-graphql-bench-'));
    const upstream = await startUpstream(PORT);
    const nodeOptions = ['--cpu-prof-interval=200', '--cpu-prof', `--cpu-prof-dir=${folder}`];
    const { node, seconds } = options;
    const server = await startGateway(gateway, { node, nodeOptions, port: PORT + 1, upstream: upstream.url });
    const [connections = 32] = options.connections;
    const measured = await measureWindow(server, { caseName, connections, seconds, upstream, folder });
    await server.stop();
    await upstream.stop();
    const [file = ''] = (await readdir(folder)).filter((name) => name.endsWith('.cpuprofile'));
    const profile: Profile = JSON.parse(await readFile(join(folder, file), 'utf8'));
    await rm(folder, { recursive: true });
    if (measured) parts.push(`${caseName}, ${connections} connections`, toSummary(profile, measured.cpuPerRequest));
  }
  return parts.join('\n\n');
}

function toSummary({ nodes, samples, timeDeltas }: Profile, cpuPerRequest: number): string {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const byPart = new Map<string, number>();
  const byFunction = new Map<string, number>();
  let busy = 0;
  // Skip the first half, which is the start of the process and the warm-up.
  for (let i = Math.floor(samples.length / 2); i < samples.length; i += 1) {
    const frame = frames.get(samples[i] ?? 0);
    const time = timeDeltas[i] ?? 0;
    if (!frame || frame.functionName === '(idle)') continue;
    busy += time;
    const part = toPart(frame);
    byPart.set(part, (byPart.get(part) ?? 0) + time);
    const name = `${part} ${frame.functionName || 'anonymous'} ${frame.url.split('/').at(-1)}:${frame.lineNumber + 1}`;
    byFunction.set(name, (byFunction.get(name) ?? 0) + time);
  }
  const toLines = (times: ReadonlyMap<string, number>): string =>
    [...times]
      .sort(([, a], [, b]) => b - a)
      .slice(0, MOST_LINES)
      .map(([name, time]) => `${((time / busy) * cpuPerRequest).toFixed(2).padStart(9)} us  ${name}`)
      .join('\n');
  return `${toLines(byPart)}\n\n${toLines(byFunction)}`;
}

/** The part that a function belongs to: a package, a folder of this repository, or a module of Node. */
function toPart({ url, functionName }: CallFrame): string {
  if (url === '') return functionName.startsWith('(') ? functionName : 'native';
  if (url.startsWith('node:')) return /^node:(internal\/)?[a-z0-9_]+/.exec(url)?.[0] ?? 'node:';
  const inPackage = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  return inPackage ?? /\/dist\/([^/]+)/.exec(url)?.[1] ?? url;
}
