import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { printApiSdl } from '../../../src/graphql/server/apiSdl.ts';

const SCHEMA = fileURLToPath(new URL('../schema.graphql', import.meta.url));
const OPERATIONS = new URL('../operations/operations.graphql', import.meta.url);

describe('the schema of the package', () => {
  it('is what `glance-graphql schema` prints; `npm run schema:print` writes it', async () => {
    await expect(printApiSdl()).toMatchFileSnapshot(SCHEMA);
  });

  it('takes the operations of the package', () => {
    const schema = buildSchema(readFileSync(SCHEMA, 'utf8'));
    expect(validate(schema, parse(readFileSync(OPERATIONS, 'utf8')))).toEqual([]);
  });
});
