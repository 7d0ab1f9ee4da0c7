import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CONFIG_VARIABLES } from '../../src/config.ts';
import { findUnknownVariables } from '../../src/nearVariables.ts';
import { startBin } from '../support/bin.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PRODUCTION = { NODE_ENV: 'production', PORT: '0' };
const REQUIRED =
  'With NODE_ENV=production GLANCE_ENDPOINT or OS_AUTH_URL must be set; --embedded starts the embedded Glance.';

/** Names under which people set the two variables that a gateway in production needs. */
const MISSPELT: readonly (readonly [name: string, meant: string])[] = [
  ...['URL', 'URI', 'HOST', 'ADDRESS', 'SERVER', 'API_URL', 'API_ENDPOINT', 'ENDPOINT_URL', 'BASE_URL'].map(
    (word): [string, string] => [`GLANCE_${word}`, 'GLANCE_ENDPOINT'],
  ),
  ...['GLANCE_ENDPOINTS', 'GLANCE_ENPOINT', 'GLANCE_ENDPONIT', 'GLANCE_END_POINT', 'GLANCEENDPOINT'].map(
    (name): [string, string] => [name, 'GLANCE_ENDPOINT'],
  ),
  ...['glance_endpoint', 'Glance_Endpoint', 'GLANCE-ENDPOINT', 'OS_GLANCE_ENDPOINT', 'IMAGE_ENDPOINT'].map(
    (name): [string, string] => [name, 'GLANCE_ENDPOINT'],
  ),
  ...['OS_IMAGE_URL', 'OS_IMAGE_ENDPOINT_OVERRIDE'].map((name): [string, string] => [name, 'GLANCE_ENDPOINT']),
  ...[
    'OS_AUTH_URI',
    'OS_AUTHURL',
    'OS_AUTH_ENDPOINT',
    'OS_KEYSTONE_URL',
    'KEYSTONE_URL',
    'AUTH_URL',
    'os_auth_url',
  ].map((name): [string, string] => [name, 'OS_AUTH_URL']),
];

/** What other programs set: an openrc file, Kubernetes for services of these names, shells and proxies. */
const OTHERS = {
  OS_USERNAME: 'a',
  OS_PASSWORD: 'a',
  OS_PROJECT_NAME: 'a',
  OS_PROJECT_ID: 'a',
  OS_TENANT_NAME: 'a',
  OS_USER_DOMAIN_NAME: 'a',
  OS_PROJECT_DOMAIN_ID: 'a',
  OS_IDENTITY_API_VERSION: '3',
  OS_IMAGE_API_VERSION: '2',
  OS_VOLUME_API_VERSION: '3',
  OS_AUTH_TYPE: 'v3token',
  OS_APPLICATION_CREDENTIAL_ID: 'a',
  OS_APPLICATION_CREDENTIAL_SECRET: 'a',
  OS_TOKEN: 'a',
  OS_CLOUD: 'a',
  OS_CERT: 'a',
  OS_KEY: 'a',
  OS_INSECURE: 'true',
  HOSTNAME: 'a',
  HOME: '/',
  PATH: '/bin',
  PWD: '/',
  USER: 'a',
  SHELL: '/bin/sh',
  LOGNAME: 'a',
  PORTAGE: 'a',
  HTTP_PROXY: 'a',
  https_proxy: 'a',
  no_proxy: 'a',
  NODE_OPTIONS: '--enable-source-maps',
  GLANCE_SERVICE_HOST: '10.0.0.1',
  GLANCE_SERVICE_PORT: '9292',
  GLANCE_SERVICE_PORT_API: '9292',
  GLANCE_PORT: 'tcp://10.0.0.1:9292',
  GLANCE_PORT_9292_TCP: 'tcp://10.0.0.1:9292',
  GLANCE_PORT_9292_TCP_ADDR: '10.0.0.1',
  GLANCE_API_PORT_9292_TCP_PROTO: 'tcp',
  GLANCE_GRAPHQL_SERVICE_HOST: '10.0.0.1',
  REDIS_PORT: 'tcp://10.0.0.1:6379',
  REDIS_SERVICE_HOST: '10.0.0.1',
};

describe('a start in production', () => {
  it.each([{}, { GLANCE_ENDPOINT: ' ' }, { OS_AUTH_URL: '' }])(
    'with %o ends with 1 and one that says what is needed, and starts no embedded Glance',
    async (env) => {
      const empty = Object.keys(env).map((name) => `- ${name} is set, but it is empty.\n`);
      expect(await startBin([], { ...PRODUCTION, ...env }).ended).toEqual({
        code: 1,
        signal: null,
        stdout: '',
        stderr: `The configuration is not usable:\n${empty.join('')}- ${REQUIRED}\n`,
      });
    },
  );

  it('names every near miss of what is needed, and shows no value', async () => {
    const env = { ...PRODUCTION, GLANCE_URL: 'http://secret:9292', KEYSTONE_URL: 'http://secret:5000', WORKERS: '2' };
    expect(await startBin([], env).ended).toEqual({
      code: 1,
      signal: null,
      stdout: '',
      stderr: [
        'The configuration is not usable:',
        '- GLANCE_URL is set; did you mean GLANCE_ENDPOINT?',
        '- KEYSTONE_URL is set; did you mean OS_AUTH_URL?',
        `- ${REQUIRED}`,
        '',
      ].join('\n'),
    });
  });

  it('with --embedded starts the embedded Glance', async () => {
    const bin = startBin(['--embedded'], PRODUCTION);
    expect(await bin.printed(/^curl -s /m)).toContain('NOT FOR PRODUCTION');
  });

  it('with an endpoint starts, and a near miss beside it is one line of the log', async () => {
    const env = { ...PRODUCTION, GLANCE_ENDPOINT: 'http://127.0.0.1:9', GLANCE_URL: 'http://secret:9292' };
    const bin = startBin([], env);
    await bin.printed(/^GraphQL is at/m);
    bin.child.kill('SIGTERM');
    const { code, stderr } = await bin.ended;
    expect(code).toBe(0);
    expect(JSON.parse(stderr)).toMatchObject({
      level: 40,
      variable: 'GLANCE_URL',
      msg: 'GLANCE_URL is set; did you mean GLANCE_ENDPOINT?',
    });
  });
});

describe('a start outside of production', () => {
  it('with a near miss starts the embedded Glance and says so, once for all workers', async () => {
    const bin = startBin([], { PORT: '0', WORKERS: '2', GLANCE_URL: 'http://secret:9292', LIMIT_TOKEN: '5' });
    await bin.printed(/^curl -s /m);
    const text = await bin.logged(/LIMIT_TOKENS\?.*\n/);
    const warnings = text.split('\n').filter((line) => line.includes('"level":40'));
    expect(warnings.map((line) => JSON.parse(line).msg)).toEqual([
      'GLANCE_URL is set; did you mean GLANCE_ENDPOINT?',
      'LIMIT_TOKEN is set; did you mean LIMIT_TOKENS?',
    ]);
    expect(text).not.toContain('secret');
  });

  it.each(['prod', 'Production', 'production1'])('NODE_ENV=%s is said not to be production', async (mode) => {
    const bin = startBin([], { PORT: '0', NODE_ENV: mode, GLANCE_ENDPOINT: 'http://127.0.0.1:9' });
    expect(await bin.logged(/NODE_ENV.*\n/)).toContain('NODE_ENV is set, but not to production');
  });
});

describe('a variable that is not read', () => {
  it.each(MISSPELT)('%s is taken for %s', (name, meant) => {
    expect(findUnknownVariables({ [name]: 'a' })).toEqual([{ name, meant }]);
  });

  it('with one letter missing, doubled, replaced or swapped is taken for the one that is read', () => {
    const long = CONFIG_VARIABLES.map(({ name }) => name).filter((name) => name.length >= 8);
    for (const name of long) {
      const middle = Math.floor(name.length / 2);
      const [before, letter = '', next = '', after] = [
        name.slice(0, middle),
        name[middle],
        name[middle + 1],
        name.slice(middle + 2),
      ];
      const others = [before + next + after, before + letter + letter + next + after, `${before}Q${next}${after}`];
      for (const other of [...others, before + next + letter + after].filter((text) => text !== name)) {
        expect(findUnknownVariables({ [other]: 'a' })).toEqual([{ name: other, meant: name }]);
      }
    }
  });

  it.each(['GLANCE_COLOUR', 'LIMIT_BANDWIDTH', 'RATE_LIMIT_EVERYTHING', 'SHUTDOWN_MUSIC', 'CORS_MAXIMUM'])(
    '%s is named, since its beginning is the gateway’s own',
    (name) => {
      expect(findUnknownVariables({ [name]: 'a' })).toEqual([{ name, meant: null }]);
    },
  );

  it('of another program is not named', () => {
    expect(findUnknownVariables(OTHERS)).toEqual([]);
  });

  it('is not one of those that are read, nor one that is empty', () => {
    const read = Object.fromEntries(CONFIG_VARIABLES.map(({ name }) => [name, 'a']));
    expect(findUnknownVariables({ ...read, GLANCE_URL: '', GLANCE_URI: undefined })).toEqual([]);
  });
});

describe('npm start', () => {
  it('passes a signal on to the gateway, which ends in order', async () => {
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(
      readFileSync(join(ROOT, 'package.json'), 'utf8'),
    );
    const folder = mkdtempSync(join(tmpdir(), 'npm-start-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    // The built program under the package's own script, without another build while other tests read the first.
    for (const name of ['dist', 'node_modules', 'schema']) symlinkSync(join(ROOT, name), join(folder, name));
    const manifest = { name: 'a', type: 'module', scripts: { build: 'true', start: scripts['start'] } };
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
    const env = { PATH: process.env['PATH'], HOME: folder, PORT: '0', GLANCE_ENDPOINT: 'http://127.0.0.1:9' };
    const child = spawn('npm', ['start'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    let stdout = '';
    child.stdout.on('data', (chunk) => (stdout += String(chunk)));
    await expect.poll(() => stdout).toMatch(/^GraphQL is at /m);
    const url = /^GraphQL is at (\S+)$/m.exec(stdout)?.[1] ?? '';
    child.kill('SIGTERM');
    await once(child, 'exit');
    await expect
      .poll(() =>
        fetch(url).then(
          () => 'answers',
          () => 'is gone',
        ),
      )
      .toBe('is gone');
  });
});
