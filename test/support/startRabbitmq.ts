import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';
import { Connection } from 'rabbitmq-client';
import { installDebianPackages } from './debianPackages.ts';
import { findFreePort, startDaemon, type Daemon } from './realGlance/daemon.ts';

/** A real RabbitMQ broker with the user `guest`, as it is after its installation. */
export interface Rabbitmq {
  readonly host: string;
  readonly port: number;
  /** `amqp://guest:guest@127.0.0.1:port` */
  readonly url: string;
  start(): Promise<void>;
  /** Ends the broker at once. What is not durable is lost. */
  stop(): Promise<void>;
  /** Runs `rabbitmqctl` with the arguments. */
  control(...args: readonly string[]): Promise<void>;
}

/** Not started yet. Stopped with the test. */
export async function createRabbitmq(): Promise<Rabbitmq> {
  await installDebianPackages(['rabbitmqctl', 'rabbitmq-server']);
  const folder = await mkdtemp(join(tmpdir(), 'rabbitmq-'));
  const [port, distributionPort] = [await findFreePort(), await findFreePort()];
  let daemon: Daemon | null = null;
  const stop = async (): Promise<void> => {
    await daemon?.stop();
    daemon = null;
  };
  onTestFinished(async () => {
    await stop();
    await rm(folder, { recursive: true, force: true });
  });
  const settings = {
    HOME: folder,
    RABBITMQ_MNESIA_BASE: join(folder, 'db'),
    RABBITMQ_LOG_BASE: join(folder, 'log'),
    RABBITMQ_NODENAME: `test-${port}@localhost`,
    RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
    RABBITMQ_NODE_PORT: String(port),
    RABBITMQ_DIST_PORT: String(distributionPort),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'plugins'),
    RABBITMQ_CONF_ENV_FILE: '/dev/null',
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1}',
  };
  return {
    host: '127.0.0.1',
    port,
    url: `amqp://guest:guest@127.0.0.1:${port}`,
    async start() {
      const assignments = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
      daemon = await startDaemon({
        // Debian's own command changes to the user rabbitmq, which may not write to the folder.
        command: ['env', ...assignments, '/usr/lib/rabbitmq/bin/rabbitmq-server'],
        logFile: join(folder, 'out'),
        isReady: () => accepts(port),
      });
    },
    stop,
    async control(...args) {
      const env = { ...process.env, ...settings };
      await promisify(execFile)('/usr/lib/rabbitmq/bin/rabbitmqctl', [...args], { env });
    },
  };
}

/** A connection for the test itself, closed with the test. */
export function connectToRabbitmq({ url }: Rabbitmq): Connection {
  const connection = new Connection({ url, retryLow: 100, retryHigh: 200 });
  connection.on('error', () => {});
  onTestFinished(() => connection.unsafeDestroy());
  return connection;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
