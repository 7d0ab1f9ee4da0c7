import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** The measured process has a core of its own; what loads and answers it shares the other one. */
export const CORES = { load: 0, gateway: 1 } as const;

const START_LIMIT_MS = 60_000;
/** `getconf CLK_TCK` on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

export interface RunningProcess {
  readonly pid: number;
  /** The last of what it wrote to standard error. */
  errors(): string;
  hasEnded(): boolean;
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly core: number;
  readonly env?: Readonly<Record<string, string>>;
}

export function startProcess(command: string, args: readonly string[], { core, env }: StartOptions): RunningProcess {
  // A file, as a service's log goes to one: reading a pipe here would cost the load's core time.
  const logFile = join(mkdtempSync(join(tmpdir(), 'glance-graphql-bench-')), 'log');
  const log = openSync(logFile, 'w');
  // taskset becomes the command, so that this is the pid of the command itself.
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
      // Not every server here lets go of its connections.
      const giveUp = setTimeout(() => child.kill('SIGKILL'), 1000);
      await ended;
      clearTimeout(giveUp);
      rmSync(dirname(logFile), { recursive: true });
    },
  };
}

/** Waits until the process answers at all. Rejects when it ends before. */
export async function untilAnswer(server: RunningProcess, url: string, request: RequestInit = {}): Promise<void> {
  const limit = performance.now() + START_LIMIT_MS;
  for (;;) {
    const isUp = await fetch(url, { ...request, signal: AbortSignal.timeout(5000) }).then(
      async (response) => (await response.text()) !== '' && response.ok,
      () => false,
    );
    if (isUp) return;
    if (server.hasEnded() || performance.now() > limit)
      throw new Error(`nothing answers at ${url}: ${server.errors()}`);
    await wait(5);
  }
}

/** CPU time that all threads of a process have used, in seconds. */
export async function readCpuSeconds(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The second field is the name in parentheses, which may hold spaces.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** Memory that a process holds, in MB. */
export async function readMemoryMb(pid: number): Promise<number> {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
}
