import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CONFIG_VARIABLES, ConfigError, parseConfig, type Environment } from '../../src/config/config.ts';

function problemsOf(env: Environment): readonly string[] {
  try {
    parseConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

const readText = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
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

  it('switches off introspection and the federation fields in production, unless they are switched on', () => {
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
    // A path may be any text.
    const picky = CONFIG_VARIABLES.filter(({ name }) => name !== 'OS_CACERT');
    const expected = picky.map(({ name, takes }) => `${name} must be ${takes}.`);
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

  it.each([
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

describe('the interface of the catalog', () => {
  it.each([
    [{}, 'public'],
    [{ OS_INTERFACE: 'internal' }, 'internal'],
    [{ OS_INTERFACE: 'internalURL' }, 'internal'],
    [{ OS_INTERFACE: 'publicURL' }, 'public'],
    [{ OS_ENDPOINT_TYPE: 'adminURL' }, 'admin'],
    [{ OS_ENDPOINT_TYPE: ' internal ' }, 'internal'],
    [{ OS_ENDPOINT_TYPE: 'internalURL', OS_INTERFACE: 'admin' }, 'admin'],
  ])('%o means %s', (env, expected) => {
    expect(parseConfig(env).interface).toBe(expected);
  });
});

describe('environment variables that the gateway does not know', () => {
  it.each([
    ['GLANCE_URL', 'GLANCE_ENDPOINT'],
    ['GLANCE_ENDPONT', 'GLANCE_ENDPOINT'],
    ['OS_IMAGE_ENDPOINT_OVERRIDE', 'GLANCE_ENDPOINT'],
    ['OS_AUTH_URI', 'OS_AUTH_URL'],
    ['OS_REGION', 'OS_REGION_NAME'],
    ['CORS_ORIGIN', 'CORS_ORIGINS'],
    ['RATE_LIMIT_TOKENS', 'RATE_LIMIT_TOKEN'],
    ['LIMIT_DEPHT', 'LIMIT_DEPTH'],
    ['TRUSTED_PROXY', 'TRUSTED_PROXIES'],
    ['SHUTDOWN_DELAY', 'SHUTDOWN_DELAY_MS'],
    ['OPERATION_TIMEOUT', 'OPERATION_TIMEOUT_MS'],
    ['OPERATION_TIMEOUT_SECONDS', 'OPERATION_TIMEOUT_MS'],
    [' GLANCE_ENDPOINT', 'GLANCE_ENDPOINT'],
    ['os_image_url', 'GLANCE_ENDPOINT'],
    ['glance_timeout', null],
    ['PERSISTED_DOCUMENT', 'PERSISTED_DOCUMENTS'],
  ])('%s is named, with %s as what was meant', (name, meant) => {
    const hint = meant === null ? '' : ` Did you mean ${meant}?`;
    const sentence = `${name} is not a variable of the gateway.${hint}`;
    expect(parseConfig({ [name]: 'secret-value' }).nearMisses).toEqual([sentence]);
  });

  it.each(names.filter((name) => name.length > 6))('%s in other letters is named', (meant) => {
    const written = [meant.toLowerCase(), meant.replaceAll('_', '-'), meant.replaceAll('_', ''), `${meant}_`];
    for (const name of written.filter((one) => one !== meant)) {
      const sentence = `${name} is not a variable of the gateway. Did you mean ${meant}?`;
      expect(parseConfig({ [name]: 'secret-value' }).nearMisses).toEqual([sentence]);
    }
  });

  it.each([
    'PATH',
    'HOME',
    'HOSTNAME',
    'NODE_ENV',
    'NODE_OPTIONS',
    'HTTP_PROXY',
    'http_proxy',
    'npm_config_loglevel',
    'npm_package_version',
    'OS_USERNAME',
    'OS_PASSWORD',
    'OS_PROJECT_NAME',
    'OS_TOKEN',
    'GLANCE_SERVICE_HOST',
    'GLANCE_PORT_9292_TCP_ADDR',
    'GLANCE_GRAPHQL_SERVICE_PORT_HTTP',
    'REDIS_PORT_6379_TCP',
  ])('%s is not reported', (name) => {
    expect(parseConfig({ [name]: 'value' }).nearMisses).toEqual([]);
  });

  it('an empty variable is not reported', () => {
    expect(parseConfig({ GLANCE_URL: ' ' }).nearMisses).toEqual([]);
  });
});

describe('the application credential of the directory', () => {
  const ID = { OS_APPLICATION_CREDENTIAL_ID: 'c'.repeat(32) };
  const SECRET = { OS_APPLICATION_CREDENTIAL_SECRET: 'a-secret' };
  const PAIR = ['OS_APPLICATION_CREDENTIAL_ID and OS_APPLICATION_CREDENTIAL_SECRET must be set together.'];
  const AUTH_URL = ['OS_AUTH_URL must be set where OS_APPLICATION_CREDENTIAL_ID is set.'];

  it.each<[string, Environment, readonly string[]]>([
    ['neither', {}, []],
    ['the ID alone', ID, PAIR],
    ['the secret alone', SECRET, PAIR],
    ['both without any service', { ...ID, ...SECRET }, []],
    ['both with an image service only', { ...ID, ...SECRET, GLANCE_ENDPOINT: 'http://glance:9292' }, AUTH_URL],
    ['both with an identity service', { ...ID, ...SECRET, OS_AUTH_URL: 'http://keystone:5000/v3' }, []],
  ])('is taken as a pair, and needs an identity service: %s', (_title, env, problems) => {
    expect(problemsOf(env)).toEqual(problems);
  });
});

describe('the documentation of the variables', () => {
  it('.env.example lists exactly what the parser reads', () => {
    const listed = readText('.env.example').match(/^(?:# )?[A-Z][A-Z0-9_]*(?==)/gm) ?? [];
    expect(listed.map((line) => line.replace('# ', '')).sort()).toEqual(names);
  });

  it('docs/configuration.md lists exactly what the parser reads', () => {
    const listed = [...readText('docs/configuration.md').matchAll(/^\| `([A-Z][A-Z0-9_]*)`/gm)].map(([, name]) => name);
    expect(listed.sort()).toEqual(names);
  });
});
