import { execFile } from 'node:child_process';
import { chown, mkdir, readFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { installDebianPackages } from '../debianPackages.ts';
import { findFreePort, startDaemon } from './daemon.ts';

const run = promisify(execFile);

export type DatabaseName = 'SQLite' | 'MariaDB' | 'PostgreSQL';

export interface Database {
  /** As SQLAlchemy takes it. */
  readonly url: string;
  stop(): Promise<void>;
}

const POSTGRESQL_FOLDER = '/usr/lib/postgresql/15/bin';

/** What Debian has for the databases that Glance supports, besides SQLite. Installed on first use. */
export async function installDatabases(): Promise<void> {
  await installDebianPackages(
    ['mariadbd', 'mariadb-server'],
    ['pg_ctlcluster', 'postgresql'],
    ['/usr/lib/python3/dist-packages/pymysql', 'python3-pymysql'],
    ['/usr/lib/python3/dist-packages/psycopg2', 'python3-psycopg2'],
  );
}

/** An empty database of its own server, in a new folder below `folder`. */
export async function startDatabase(name: DatabaseName, folder: string): Promise<Database> {
  if (name === 'SQLite') return { url: `sqlite:///${join(folder, 'glance.db')}`, stop: async () => {} };
  const port = await findFreePort();
  return name === 'MariaDB' ? startMariadb(join(folder, 'mariadb'), port) : startPostgresql(join(folder, 'pg'), port);
}

async function startMariadb(folder: string, port: number): Promise<Database> {
  await run('mariadb-install-db', ['--no-defaults', `--datadir=${folder}`, '--user=root', '--skip-test-db']);
  const daemon = await startDaemon({
    command: [
      'mariadbd',
      '--no-defaults',
      '--user=root',
      `--datadir=${folder}`,
      `--socket=${join(folder, 'socket')}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      '--skip-grant-tables',
      '--innodb-flush-log-at-trx-commit=0',
    ],
    logFile: join(folder, 'log'),
    isReady: () => accepts(port),
  });
  await run('mariadb', ['--no-defaults', `--socket=${join(folder, 'socket')}`, '-e', 'create database glance']);
  return { url: `mysql+pymysql://root@127.0.0.1:${port}/glance?charset=utf8`, stop: daemon.stop };
}

/** PostgreSQL refuses to run as root. */
async function startPostgresql(folder: string, port: number): Promise<Database> {
  const { uid, gid } = await findUser('postgres');
  await mkdir(folder);
  await chown(folder, uid, gid);
  const asPostgres = ['--reuid=postgres', '--regid=postgres', '--clear-groups'];
  const initdb = join(POSTGRESQL_FOLDER, 'initdb');
  await run('setpriv', [...asPostgres, initdb, '-D', folder, '-A', 'trust', '-U', 'glance', '-E', 'UTF8', '-N']);
  const daemon = await startDaemon({
    command: [
      'setpriv',
      ...asPostgres,
      join(POSTGRESQL_FOLDER, 'postgres'),
      ...['-D', folder, '-k', folder, '-p', String(port), '-h', '127.0.0.1', '-F'],
    ],
    logFile: join(folder, '..', 'pg.log'),
    isReady: () =>
      run('createdb', ['-h', '127.0.0.1', '-p', String(port), '-U', 'glance', 'images']).then(
        () => true,
        () => false,
      ),
  });
  return { url: `postgresql+psycopg2://glance@127.0.0.1:${port}/images`, stop: daemon.stop };
}

/** Runs statements with named parameters, each once for every row that it is given. */
export async function execute(url: string, statement: string, rows: readonly object[]): Promise<void> {
  const script = `
import json, sys, sqlalchemy
url, statement, rows = sys.argv[1:]
with sqlalchemy.create_engine(url).begin() as connection:
    connection.execute(sqlalchemy.text(statement), json.loads(rows))
`;
  await run('/usr/bin/python3', ['-c', script, url, statement, JSON.stringify(rows)]);
}

async function findUser(name: string): Promise<{ uid: number; gid: number }> {
  const line = (await readFile('/etc/passwd', 'utf8')).split('\n').find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
