import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  execute,
  installDatabases,
  startDatabase,
  type Database,
  type DatabaseName,
} from '../support/realGlance/databaseServers.ts';
import { prepareGlance, startGlance, type Glance } from '../support/realGlance/glance.ts';
import { startGateway } from '../support/gateway.ts';
import { readPages, toPagedRows } from './pagedImages.ts';

const DATABASES: readonly DatabaseName[] = ['SQLite', 'MariaDB', 'PostgreSQL'];
const FIELDS = ['CREATED_AT', 'UPDATED_AT', 'NAME', 'SIZE', 'STATUS'] as const;
const ORDERS = FIELDS.flatMap((field) => (['ASC', 'DESC'] as const).map((direction) => ({ field, direction })));

const real = inject('realGlance');

describe.each(DATABASES)('images of a Glance on %s', (name) => {
  let folder = '';
  let database: Database | undefined;
  let glance: Glance | undefined;
  const rows = toPagedRows(real.projects.alpha);
  const ids = rows.map(({ id }) => id).sort();

  beforeAll(async () => {
    await installDatabases();
    folder = await mkdtemp(join(tmpdir(), 'paged-glance-'));
    // The user of PostgreSQL must get through.
    await chmod(folder, 0o755);
    database = await startDatabase(name, folder);
    const options = { ...real, rbac: 'new', limitMax: 4, databaseUrl: database.url } as const;
    await mkdir(join(folder, 'glance'));
    await prepareGlance(join(folder, 'glance'), database.url);
    glance = await startGlance(join(folder, 'glance'), options);
    const columns = Object.keys(rows[0] ?? {});
    const values = columns.map((column) => `:${column}`);
    await execute(database.url, `insert into images (${columns.join()}) values (${values.join()})`, rows);
  });

  afterAll(async () => {
    await glance?.stop();
    await database?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it.each(ORDERS)('come once each, page by page, by $field $direction', async ({ field, direction }) => {
    const gateway = await startGateway({ endpoint: glance?.url ?? '' });
    for (const first of [1, 7]) {
      const images = await readPages(gateway, real.tokens.alpha, { orderBy: { field, direction }, first });
      expect(images.map(({ id }) => id).sort()).toEqual(ids);
    }
  });
});
