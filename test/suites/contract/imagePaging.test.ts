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
} from '../../support/realGlance/databaseServers.ts';
import { prepareGlance, startGlance, type Glance } from '../../support/realGlance/glance.ts';
import { startGateway } from '../../support/gateway.ts';
import { readPages, toPagedRows } from './pagedImages.ts';

const DATABASES: readonly DatabaseName[] = ['SQLite', 'MariaDB', 'PostgreSQL'];
const FIELDS = ['CREATED_AT', 'UPDATED_AT', 'NAME', 'SIZE', 'STATUS'] as const;
const ORDERS = FIELDS.flatMap((field) => (['ASC', 'DESC'] as const).map((direction) => ({ field, direction })));

/** One tag to MariaDB, which then finds an image several times, and counts it so on a page. */
const TAGS = ['lts', 'LTS', 'lts '];

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
    const tagColumns = 'image_id, value, created_at, updated_at, deleted';
    await execute(
      database.url,
      `insert into image_tags (${tagColumns}) values (:id, :tag, :created_at, :created_at, :deleted)`,
      rows.flatMap((row) => TAGS.map((tag) => ({ ...row, tag }))),
    );
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

  it('come once each, page by page, by a tag beside others that the database takes for the same', async () => {
    const gateway = await startGateway({ endpoint: glance?.url ?? '' });
    const orderBy = { field: 'CREATED_AT', direction: 'DESC' } as const;
    for (const tag of TAGS) {
      const images = await readPages(gateway, real.tokens.alpha, { orderBy, first: 5, filter: { tags: [tag] } });
      expect(images.map(({ id }) => id).sort()).toEqual(ids);
    }
  });

  it('are found by exactly their name, whatever the database takes for the same', async () => {
    const gateway = await startGateway({ endpoint: glance?.url ?? '' });
    const orderBy = { field: 'CREATED_AT', direction: 'DESC' } as const;
    for (const wanted of new Set(rows.flatMap(({ name: text }) => text ?? []))) {
      const images = await readPages(gateway, real.tokens.alpha, { orderBy, first: 1, filter: { name: wanted } });
      const expected = rows.filter(({ name: text }) => text === wanted).map(({ id }) => id);
      expect(images.map(({ id }) => id).sort()).toEqual(expected.sort());
    }
  });

  it('are sorted by name character by character, and null is the least', async () => {
    const gateway = await startGateway({ endpoint: glance?.url ?? '' });
    const orderBy = { field: 'NAME', direction: 'ASC' } as const;
    const images = await readPages(gateway, real.tokens.alpha, { orderBy, first: 100 });
    const names = rows.map(({ name: text }) => text);
    const expected = [...names.filter((text) => text === null), ...names.filter((text) => text !== null).toSorted()];
    expect(images.map(({ name: text }) => text)).toEqual(expected);
  });
});
