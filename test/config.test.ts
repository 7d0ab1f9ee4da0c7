import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CONFIG_VARIABLES, ConfigError, parseConfig, type Environment } from '../src/config.ts';

function problemsOf(env: Environment): readonly string[] {
  try {
    parseConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

const readText = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const names = CONFIG_VARIABLES.map(({ name }) => name).sort();

describe('parseConfig', () => {
  it('reads nothing but what it is given: an empty environment means the defaults', () => {
    expect(parseConfig({})).toMatchObject({
      glanceEndpoint: null,
      host: '127.0.0.1',
      port: 4000,
      operationTimeoutMs: 25_000,
      connectTimeoutMs: 3000,
      headersTimeoutMs: 15_000,
      bodyTimeoutMs: 10_000,
      glanceConnections: 64,
      shutdownGraceMs: 30_000,
      introspection: true,
      federated: true,
      logLevel: 'info',
    });
  });

  it('takes an empty variable for an unset one, and white space around a value for nothing', () => {
    const empty = Object.fromEntries(names.map((name) => [name, ' ']));
    expect(parseConfig(empty)).toEqual(parseConfig({}));
    expect(parseConfig({ PORT: ' 0 ', LOG_LEVEL: 'warn\n' })).toMatchObject({ port: 0, logLevel: 'warn' });
  });

  it('closes what production has no use for, unless told otherwise', () => {
    const production = { NODE_ENV: 'production' };
    expect(parseConfig(production)).toMatchObject({ introspection: false, federated: false });
    expect(parseConfig({ ...production, INTROSPECTION: 'true', FEDERATED: 'true' })).toMatchObject({
      introspection: true,
      federated: true,
    });
  });

  it('names every bad variable at once with what it takes, and never shows a value', () => {
    const bad = 'se cret?';
    const env = Object.fromEntries(names.map((name) => [name, bad]));
    const problems = problemsOf(env);
    const expected = CONFIG_VARIABLES.map(({ name, takes }) => `${name} must be ${takes}.`);
    expect(problems).toEqual(expect.arrayContaining(expected));
    expect(problems).toHaveLength(expected.length);
    expect(problems.join()).not.toContain(bad);
  });

  it.each([
    ['http://controller:9292', 'http://controller:9292'],
    ['http://controller:9292/', 'http://controller:9292'],
    ['https://cloud.example.org/image', 'https://cloud.example.org/image'],
    ['https://cloud.example.org/image//', 'https://cloud.example.org/image'],
    ['HTTPS://Cloud.Example.org', 'https://cloud.example.org'],
    ['http://[::1]:9292', 'http://[::1]:9292'],
  ])('GLANCE_ENDPOINT %s means %s', (text, endpoint) => {
    expect(parseConfig({ GLANCE_ENDPOINT: text }).glanceEndpoint).toBe(endpoint);
  });

  const INTERFACES = ['public', 'internal', 'admin'];

  it.each(['OS_INTERFACE', 'OS_ENDPOINT_TYPE'])('%s takes the names of interfaces, and those with URL', (name) => {
    for (const catalogInterface of INTERFACES) {
      expect(parseConfig({ [name]: catalogInterface }).interface).toBe(catalogInterface);
      expect(parseConfig({ [name]: ` ${catalogInterface}URL` }).interface).toBe(catalogInterface);
    }
  });

  it('OS_INTERFACE wins over OS_ENDPOINT_TYPE, unless it is empty', () => {
    const older = { OS_ENDPOINT_TYPE: 'internalURL' };
    expect(parseConfig({ ...older, OS_INTERFACE: 'admin' }).interface).toBe('admin');
    expect(parseConfig({ ...older, OS_INTERFACE: ' ' }).interface).toBe('internal');
    expect(parseConfig({}).interface).toBe('public');
  });

  it.each([
    ['OS_INTERFACE', 'URL'],
    ['OS_INTERFACE', 'internalurl'],
    ['OS_ENDPOINT_TYPE', 'private'],
    ['OS_ENDPOINT_TYPE', 'publicURLURL'],
    ['GLANCE_ENDPOINT', 'controller:9292'],
    ['GLANCE_ENDPOINT', 'ftp://controller'],
    ['GLANCE_ENDPOINT', 'http://user:password@controller:9292'],
    ['GLANCE_ENDPOINT', 'http://controller:9292/v2'],
    ['GLANCE_ENDPOINT', 'http://controller:9292/v2/'],
    ['GLANCE_ENDPOINT', 'http://controller:9292/?a=b'],
    ['GLANCE_ENDPOINT', 'http://controller:9292/#a'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '4000.5'],
    ['PORT', '0x10'],
    ['PORT', '1e3'],
    ['HOST', 'a b'],
    ['HOST', 'http://a'],
    ['OPERATION_TIMEOUT_MS', '0'],
    ['OPERATION_TIMEOUT_MS', '600001'],
    ['GLANCE_CONNECTIONS', '0'],
    ['INTROSPECTION', 'yes'],
    ['INTROSPECTION', 'TRUE'],
    ['LOG_LEVEL', 'verbose'],
  ])('%s does not take %s', (name, value) => {
    const takes = CONFIG_VARIABLES.find((variable) => variable.name === name)?.takes;
    expect(problemsOf({ [name]: value })).toEqual([`${name} must be ${takes}.`]);
  });
});

describe('the documentation of the variables', () => {
  it('.env.example lists exactly what the parser reads', () => {
    const listed = readText('.env.example').match(/^(?:# )?[A-Z][A-Z0-9_]*(?==)/gm) ?? [];
    expect(listed.map((line) => line.replace('# ', '')).sort()).toEqual(names);
  });

  it('README’s table lists exactly what the parser reads', () => {
    const section = /^## Configuration$([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(readText('README.md'))?.[1] ?? '';
    const listed = [...section.matchAll(/^\| `([A-Z][A-Z0-9_]*)`/gm)].map(([, name]) => name);
    expect(listed.sort()).toEqual(names);
  });
});
