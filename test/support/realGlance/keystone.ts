import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findFreePort, startDaemon, type Daemon } from './daemon.ts';
import { setWriteAheadLog } from './database.ts';

const run = promisify(execFile);

const SECURITY_PAGE = new URL('../../../docs/security.md', import.meta.url);

export const REGION = 'RegionOne';

export interface Keystone extends Daemon {
  /** Ends in /v3. */
  url: string;
  /** Of user `admin` on project `admin`, domain Default. */
  adminPassword: string;
}

/** A fresh Keystone on SQLite inside `folder`, which must exist. */
export async function startKeystone(folder: string): Promise<Keystone> {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}/v3`;
  const adminPassword = 'admin-secret';
  const configFile = join(folder, 'keystone.conf');
  const databaseFile = join(folder, 'keystone.db');
  await writeFile(configFile, toConfig(folder, databaseFile));
  await writeFile(join(folder, 'policy.yaml'), DIRECTORY_POLICY);
  for (const keys of ['fernet-keys', 'credential-keys']) await mkdir(join(folder, keys), { mode: 0o700 });

  const manage = (...args: string[]) => run('keystone-manage', ['--config-file', configFile, ...args]);
  const asRoot = ['--keystone-user', 'root', '--keystone-group', 'root'];
  await Promise.all([manage('db_sync'), manage('fernet_setup', ...asRoot), manage('credential_setup', ...asRoot)]);
  // Glance finds Keystone by the internal endpoint of the catalog, and fails every token with 500 without one.
  const faces = ['public', 'internal', 'admin'].flatMap((face) => [`--bootstrap-${face}-url`, `${url}/`]);
  await manage('bootstrap', '--bootstrap-password', adminPassword, '--bootstrap-region-id', REGION, ...faces);
  await setWriteAheadLog(databaseFile);

  const daemon = await startDaemon({
    command: toServeCommand(configFile, port),
    logFile: join(folder, 'keystone.log'),
    readyUrl: url,
  });
  return { url, adminPassword, stop: daemon.stop };
}

function toServeCommand(configFile: string, port: number): string[] {
  return [
    'env',
    `OS_KEYSTONE_CONFIG_FILES=${configFile}`,
    'uwsgi',
    '--plugin',
    'python3',
    '--http-socket',
    `127.0.0.1:${port}`,
    '--wsgi-file',
    '/usr/bin/keystone-wsgi-public',
    // uwsgi closes each connection without saying so: a pooled client would be reset, and Glance then answers 401.
    '--add-header',
    'Connection: close',
    '--master',
    '--die-on-term',
    '--processes',
    '1',
    '--threads',
    '4',
    '--lazy-apps',
    '--buffer-size',
    '32768',
  ];
}

/** Keystone's defaults, and the role of docs/security.md for the operator's directory. */
const DIRECTORY_POLICY = readDirectoryPolicy(readFileSync(SECURITY_PAGE, 'utf8'));

function readDirectoryPolicy(page: string): string {
  const [, policy] = /^```yaml\n(# policy\.yaml of Keystone[^]*?)^```$/m.exec(page) ?? [];
  if (policy === undefined) throw new Error('docs/security.md has no policy of the directory');
  return policy;
}

function toConfig(folder: string, databaseFile: string): string {
  return `[DEFAULT]
log_dir =
use_stderr = true

[database]
connection = sqlite:///${databaseFile}

[token]
provider = fernet
expiration = 86400

[fernet_tokens]
key_repository = ${join(folder, 'fernet-keys')}

[fernet_receipts]
key_repository = ${join(folder, 'fernet-keys')}

[credential]
key_repository = ${join(folder, 'credential-keys')}

[oslo_policy]
policy_file = ${join(folder, 'policy.yaml')}

[identity]
password_hash_rounds = 4
`;
}
