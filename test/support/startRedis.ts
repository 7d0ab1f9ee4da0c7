import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { onTestFinished } from 'vitest';
import { installDebianPackages } from './debianPackages.ts';

export interface Redis {
  readonly url: string;
  start(): Promise<void>;
  /** Loses what it holds. */
  stop(): Promise<void>;
  /** Takes connections and answers nothing. */
  hang(): void;
  goOn(): void;
}

/** A real redis-server with a password, not started yet. Stopped with the test. */
export async function createRedis({
  password,
  options = [],
}: {
  password: string;
  options?: string[];
}): Promise<Redis> {
  await installDebianPackages(['redis-server', 'redis-server']);
  const port = await findFreePort();
  let child: ChildProcess | null = null;
  const stop = async (): Promise<void> => {
    if (child === null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
    child = null;
  };
  onTestFinished(stop);
  return {
    url: `redis://:${encodeURIComponent(password)}@127.0.0.1:${port}`,
    async start() {
      const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--requirepass', password];
      const started = spawn('redis-server', [...settings, ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
      child = started;
      await new Promise<void>((resolve, reject) => {
        let text = '';
        started.stdout.on('data', (chunk) => {
          text += String(chunk);
          if (text.includes('Ready to accept connections')) resolve();
        });
        started.once('exit', () => reject(new Error(`redis-server ended: ${text}`)));
      });
    },
    stop,
    hang: () => void child?.kill('SIGSTOP'),
    goOn: () => void child?.kill('SIGCONT'),
  };
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('not listening');
  return address.port;
}
