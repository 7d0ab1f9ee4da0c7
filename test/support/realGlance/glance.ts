import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findFreePort, startDaemon, type Daemon } from './daemon.ts';
import { setWriteAheadLog } from './database.ts';

const run = promisify(execFile);

/** `new`: the secure RBAC defaults of 2023.1 and later. `legacy`: the defaults before that. */
type Rbac = 'new' | 'legacy';

export interface GlanceOptions {
  rbac: Rbac;
  keystoneUrl: string;
  /** Password of user `glance`, who is admin on project `service`. */
  servicePassword: string;
  /** Glance's image_member_quota. */
  memberQuota: number;
  /** Glance's api_limit_max, 1000 by default. */
  limitMax?: number;
  /** As SQLAlchemy takes it; SQLite in the folder by default. */
  databaseUrl?: string;
  /** Lets Glance enforce the access rules of application credentials; without it Glance refuses them all. */
  serviceType?: string;
  /** `rabbit://user:password@host:port/` of the broker that gets notifications; no notifications unless given. */
  notificationsUrl?: string;
  /** Most bytes of one header line; Glance's own default is 16384. */
  maxHeaderLine?: number;
}

export interface Glance extends Daemon {
  /** Without /v2. */
  url: string;
}

/** Makes the database and the stores that every Glance started on `folder` shares. */
export async function prepareGlance(folder: string, databaseUrl?: string): Promise<void> {
  for (const name of ['images', 'tasks', 'staging']) await mkdir(join(folder, name));
  const configFile = join(folder, 'glance-manage.conf');
  await writeFile(configFile, toDatabaseConfig(folder, databaseUrl));
  await run('glance-manage', ['--config-file', configFile, 'db_sync']);
  if (databaseUrl === undefined) await setWriteAheadLog(join(folder, 'glance.db'));
}

/** One Glance process on a prepared folder. Several may run on the same folder. */
export async function startGlance(folder: string, options: GlanceOptions): Promise<Glance> {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const configFile = join(folder, `glance-${options.rbac}-${port}.conf`);
  await writeFile(configFile, toDatabaseConfig(folder, options.databaseUrl) + toApiConfig(folder, port, options));
  const daemon = await startDaemon({
    command: ['glance-api', '--config-file', configFile],
    logFile: join(folder, `glance-${options.rbac}-${port}.log`),
    readyUrl: `${url}/healthcheck`,
  });
  return { url, stop: daemon.stop };
}

function toDatabaseConfig(folder: string, url = `sqlite:///${join(folder, 'glance.db')}`): string {
  return `[database]
connection = ${url}

`;
}

function toApiConfig(folder: string, port: number, options: GlanceOptions): string {
  const isSecure = options.rbac === 'new';
  return `[DEFAULT]
bind_host = 127.0.0.1
bind_port = ${port}
workers = 1
enabled_backends = fs:file
enforce_secure_rbac = ${isSecure}
image_member_quota = ${options.memberQuota}
api_limit_max = ${options.limitMax ?? 1000}
${options.maxHeaderLine === undefined ? '' : `max_header_line = ${options.maxHeaderLine}`}
${toNotificationsConfig(options)}
[oslo_policy]
enforce_new_defaults = ${isSecure}
enforce_scope = ${isSecure}

[glance_store]
default_backend = fs

[fs]
filesystem_store_datadir = ${join(folder, 'images')}

[os_glance_tasks_store]
filesystem_store_datadir = ${join(folder, 'tasks')}

[os_glance_staging_store]
filesystem_store_datadir = ${join(folder, 'staging')}

[keystone_authtoken]
www_authenticate_uri = ${options.keystoneUrl}
auth_url = ${options.keystoneUrl}
auth_type = password
project_domain_name = Default
user_domain_name = Default
project_name = service
username = glance
password = ${options.servicePassword}
${options.serviceType === undefined ? '' : `service_type = ${options.serviceType}`}

[paste_deploy]
flavor = keystone
config_file = /etc/glance/glance-api-paste.ini
`;
}

function toNotificationsConfig({ notificationsUrl }: GlanceOptions): string {
  if (notificationsUrl === undefined) return '';
  return `
[oslo_messaging_notifications]
driver = messagingv2
transport_url = ${notificationsUrl}
`;
}
