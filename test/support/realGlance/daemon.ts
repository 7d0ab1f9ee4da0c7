import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const READY_TIMEOUT_MS = 60_000;
const LOG_TAIL_CHARACTERS = 4_000;

export interface Daemon {
  stop(): Promise<void>;
}

export interface DaemonOptions {
  command: string[];
  logFile: string;
  /** Answers with 2xx or 3xx once the daemon is up. */
  readyUrl?: string;
  /** For what speaks no HTTP. */
  isReady?: () => Promise<boolean>;
}

/** Resolves when the daemon is up. Rejects with the tail of the log when the daemon ends before that. */
export async function startDaemon({
  command,
  logFile,
  readyUrl = '',
  isReady = () => answers(readyUrl),
}: DaemonOptions): Promise<Daemon> {
  const log = await open(logFile, 'a');
  // The group of its own lets stop() reach the workers; setpriv takes the daemon down when this process is killed.
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', ...command], {
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  const exited = once(child, 'exit');
  exited.catch(() => undefined);
  await log.close();

  const stop = async (): Promise<void> => {
    if (child.pid === undefined) return;
    killGroup(child.pid);
    if (child.exitCode === null && child.signalCode === null) await exited;
  };

  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (!(await isReady())) {
    const hasEnded = child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
    if (hasEnded || Date.now() > deadline) {
      await stop();
      const what = hasEnded ? 'ended while starting' : `was not up after ${READY_TIMEOUT_MS} ms`;
      throw new Error(`${command.join(' ')} ${what}:\n${await readTail(logFile)}`);
    }
    await sleep(100);
  }
  return { stop };
}

/** A loopback port that nothing listens on, at this moment. */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('a TCP server has no port');
  return address.port;
}

/** SIGKILL, because Glance waits for idle keep-alive connections on SIGTERM, and nothing of its data is kept. */
function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

async function answers(url: string): Promise<boolean> {
  return fetch(url, { headers: { connection: 'close' }, signal: AbortSignal.timeout(5_000) }).then(
    async (response) => {
      await response.arrayBuffer();
      return response.status < 400;
    },
    () => false,
  );
}

async function readTail(file: string): Promise<string> {
  return (await readFile(file, 'utf8')).slice(-LOG_TAIL_CHARACTERS);
}
