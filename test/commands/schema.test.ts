import { readFileSync } from 'node:fs';
import { buildClientSchema, buildSchema, introspectionFromSchema, printType, type GraphQLSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createSchema } from '../../src/graphql/server/schema.ts';
import { startBin } from '../support/bin.ts';

/** Each type of the contract by its name. */
function printTypes(schema: GraphQLSchema): Record<string, string> {
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !/^(_|federation__|link__)/.test(name));
  return Object.fromEntries(types.map((type) => [type.name, printType(type)]));
}

describe('glance-graphql schema', () => {
  it('prints the types that the gateway answers introspection with, without what federation adds', async () => {
    const { stdout, ...rest } = await startBin(['schema']).ended;
    expect(rest).toEqual({ code: 0, signal: null, stderr: '' });
    const { Query = '', ...types } = printTypes(
      buildClientSchema(introspectionFromSchema(createSchema({ federated: true }))),
    );
    expect(printTypes(buildSchema(stdout))).toEqual({
      ...types,
      Query: Query.replace(/^ {2}_(?:entities|service)\b.*\n/gm, ''),
    });
  });

  it('keeps what clients read about nulls', async () => {
    const { stdout } = await startBin(['schema']).ended;
    expect(stdout).toContain('directive @semanticNonNull(');
    expect(stdout).toContain('images(');
    expect(stdout).toMatch(/\): ImageConnection @semanticNonNull\n/);
    expect(stdout).not.toMatch(/@(?:key|cost|listSize|tag|link|shareable|contact)\b/);
  });

  it('--subgraph prints schema.graphql', async () => {
    expect(await startBin(['schema', '--subgraph']).ended).toEqual({
      code: 0,
      signal: null,
      stdout: readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'),
      stderr: '',
    });
  });
});
