import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installDebianPackages } from '../debianPackages.ts';
import { findFreePort, startDaemon, type Daemon } from './daemon.ts';

export interface HaproxyOptions {
  /** host:port. Nothing needs to listen there. */
  backend: string;
  /** HAProxy answers 504 when the backend is silent for longer. */
  serverTimeoutMs?: number;
}

export interface Haproxy extends Daemon {
  url: string;
}

/** A real HAProxy, installed on first use. It tries a backend once, so that a refused one is a 503 at once. */
export async function startHaproxy({ backend, serverTimeoutMs = 300 }: HaproxyOptions): Promise<Haproxy> {
  await installDebianPackages(['haproxy', 'haproxy']);
  const folder = await mkdtemp(join(tmpdir(), 'haproxy-'));
  const removeFolder = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const port = await findFreePort();
    const configFile = join(folder, 'haproxy.cfg');
    await writeFile(configFile, toConfig(port, backend, serverTimeoutMs));
    const daemon = await startDaemon({
      command: ['haproxy', '-db', '-f', configFile],
      logFile: join(folder, 'haproxy.log'),
      readyUrl: `http://127.0.0.1:${port}/_haproxy`,
    });
    const stop = async (): Promise<void> => {
      await daemon.stop();
      await removeFolder();
    };
    return { url: `http://127.0.0.1:${port}`, stop };
  } catch (error) {
    await removeFolder();
    throw error;
  }
}

function toConfig(port: number, backend: string, serverTimeoutMs: number): string {
  return `defaults
    mode http
    retries 0
    timeout connect 1s
    timeout client 30s
    timeout server ${serverTimeoutMs}ms

frontend front
    bind 127.0.0.1:${port}
    monitor-uri /_haproxy
    default_backend back

backend back
    server only ${backend}
`;
}
