import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
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
  /** Takes the backend out of service, which is a 503 for every request, or brings it back. */
  setMaintenance(on: boolean): Promise<void>;
}

/** Debian's HAProxy, installed if need be. It tries a backend once, so that a refused one is a 503 at once. */
export async function startHaproxy({ backend, serverTimeoutMs = 300 }: HaproxyOptions): Promise<Haproxy> {
  await installDebianPackages(['haproxy', 'haproxy']);
  const folder = await mkdtemp(join(tmpdir(), 'haproxy-'));
  const removeFolder = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const port = await findFreePort();
    const configFile = join(folder, 'haproxy.cfg');
    const socketFile = join(folder, 'admin.sock');
    await writeFile(configFile, toConfig({ port, backend, serverTimeoutMs, socketFile }));
    const daemon = await startDaemon({
      command: ['haproxy', '-db', '-f', configFile],
      logFile: join(folder, 'haproxy.log'),
      readyUrl: `http://127.0.0.1:${port}/_haproxy`,
    });
    const stop = async (): Promise<void> => {
      await daemon.stop();
      await removeFolder();
    };
    const setMaintenance = (on: boolean): Promise<void> =>
      command(socketFile, `set server back/only state ${on ? 'maint' : 'ready'}`);
    return { url: `http://127.0.0.1:${port}`, setMaintenance, stop };
  } catch (error) {
    await removeFolder();
    throw error;
  }
}

/** Says one line to HAProxy's administration socket, which answers such a one with an empty line. */
async function command(socketFile: string, line: string): Promise<void> {
  const socket = connect(socketFile);
  let answer = '';
  socket.on('data', (chunk) => (answer += String(chunk)));
  socket.end(`${line}\n`);
  await once(socket, 'close');
  if (answer.trim() !== '') throw new Error(`HAProxy answered ${line} with ${answer}`);
}

interface ConfigOptions extends Required<HaproxyOptions> {
  port: number;
  socketFile: string;
}

function toConfig({ port, backend, serverTimeoutMs, socketFile }: ConfigOptions): string {
  return `global
    stats socket ${socketFile} level admin

defaults
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
