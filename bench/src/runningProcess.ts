import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** The measured process has a core of its own. The load generator and the upstream share the other core. */
export const CORES = { load: 0, gateway: 1 } as const;

const START_LIMIT_MS = 60_000;
/** Clock ticks in a second: `getconf CLK_TCK` on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

export interface RunningProcess {
  readonly pid: number;
  /** The last characters that the process wrote to standard error. */
  errors(): string;
  hasEnded(): boolean;
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly core: number;
  readonly env?: Readonly<Record<string, string>>;
}

export function startProcess(command: string, args: readonly string[], { core, env }: StartOptions): RunningProcess {
  // Log to a file, as services do: reading a pipe here would take time of the load's core.
  const logFile = join(mkdtempSync(join(tmpdir(), 'glance-graphql-bench-')), 'log');
  const log = openSync(logFile, 'w');
  // taskset replaces itself by the command, so that `child.pid` is the process ID of the command.
  const child = spawn('taskset', ['-c', String(core), command, ...args], {
    stdio: ['ignore', 'ignore', log],
    env: { ...process.env, ...env },
  });
  closeSync(log);
  const ended = once(child, 'exit');
  return {
    pid: child.pid ?? 0,
    errors: () => readFileSync(logFile, 'utf8').slice(-4000),
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    async stop() {
      child.kill('SIGTERM');
      // Kill servers that do not close their connections.
      const giveUp = setTimeout(() => child.kill('SIGKILL'), 1000);
      await ended;
      clearTimeout(giveUp);
      rmSync(dirname(logFile), { recursive: true });
    },
  };
}

/** Waits for a first good response of the process. Rejects when the process ends before. */
export async function waitForResponse(server: RunningProcess, url: string, request: RequestInit = {}): Promise<void> {
  const limit = performance.now() + START_LIMIT_MS;
  for (;;) {
    const isUp = await fetch(url, { ...request, signal: AbortSignal.timeout(5000) }).then(
      async (response) => (await response.text()) !== '' && response.ok,
      () => false,
    );
    if (isUp) return;
    if (server.hasEnded() || performance.now() > limit) throw new Error(`no response from ${url}: ${server.errors()}`);
    await wait(5);
  }
}

/** CPU time that all threads of a process have used, in seconds. */
export async function readCpuSeconds(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8');
  // Read after the last parenthesis, because the second field is the name in parentheses and may have spaces.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** Resident memory of a process in MB. */
export async function readMemoryMb(pid: number): Promise<number> {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
}
