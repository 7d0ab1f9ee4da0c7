import { readFileSync } from 'node:fs';
import { expect, onTestFinished } from 'vitest';
import { Agent, request } from 'undici';
import { startBin, type Bin } from '../support/bin.ts';

interface LogLine {
  readonly msg: string;
  readonly worker?: number;
  readonly pid?: number;
  readonly operationName?: string | null;
}

export interface BinCluster {
  readonly bin: Bin;
  readonly url: string;
  /** What was logged so far, in whole lines. */
  log(): Promise<readonly LogLine[]>;
  /** Process ids of all workers that were ever ready, by their number. */
  pids(): Promise<ReadonlyMap<number, number>>;
  /** Posts an operation on a connection of its own, as `token-of-the-user`. */
  post(query: string, variables?: object, headers?: Readonly<Record<string, string>>): Promise<unknown>;
  /** Resolves when the port takes no connection any more. */
  refused(): Promise<void>;
}

/** The built bin with two workers on a free port. */
export async function startBinCluster(env: Readonly<Record<string, string>>): Promise<BinCluster> {
  const bin = startBin([], { WORKERS: '2', PORT: '0', PLAYGROUND: 'false', ...env });
  const url = /^GraphQL is at (\S+)/.exec(await bin.printed(/^GraphQL is at \S+\n/))?.[1] ?? '';
  await bin.logged(/worker is ready[^]*worker is ready[^]*\n/);
  const dispatcher = new Agent({ pipelining: 0 });
  onTestFinished(() => dispatcher.destroy());
  const log: BinCluster['log'] = async () => {
    const text = await bin.logged(/^/);
    return text
      .split('\n')
      .slice(0, -1)
      .map((line): LogLine => JSON.parse(line));
  };
  return {
    bin,
    url,
    log,
    async pids() {
      const ready = (await log()).filter(({ msg }) => msg === 'worker is ready');
      return new Map(ready.map(({ worker = 0, pid = 0 }) => [worker, pid]));
    },
    async post(query, variables = {}, headers = {}) {
      const { body } = await request(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-auth-token': 'token-of-the-user', ...headers },
        body: JSON.stringify({ query, variables }),
        dispatcher,
      });
      return body.json();
    },
    async refused() {
      const isRefused = (): Promise<boolean> =>
        // A connection from the moment when the last worker closes the port is left lying until the primary ends.
        fetch(new URL('/healthz', url), { headers: { connection: 'close' }, signal: AbortSignal.timeout(500) }).then(
          () => false,
          (error: unknown) => error instanceof Error && String(error.cause).includes('ECONNREFUSED'),
        );
      await expect.poll(isRefused).toBe(true);
    },
  };
}

export function isAlive(pid: number): boolean {
  try {
    // One that ended may wait for its parent to ask how.
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
