import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { CONFIG_VARIABLES } from '../src/config/config.ts';
import { IMAGE, MEMBER, MEMBER_ROW, SHARE } from './support/addImageMember.ts';
import { startBin } from './support/bin.ts';
import { holdResponse } from './support/holdResponse.ts';
import { startUpstream } from './support/scriptedUpstream.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const URL_LINE = /^GraphQL is at (http:\/\/127\.0\.0\.1:\d+\/graphql)$/m;

function share(url: string, imageId = IMAGE): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-auth-token': 'token-of-somebody' },
    body: JSON.stringify({ query: SHARE, variables: { input: { imageId, memberId: MEMBER } } }),
  });
}

function urlIn(stdout: string): string {
  return URL_LINE.exec(stdout)?.[1] ?? '';
}

describe('glance-graphql', () => {
  it.each(['--help', '-h'])('%s names every variable and ends with 0', async (option) => {
    const { code, stdout, stderr } = await startBin([option]).ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Usage: glance-graphql /);
    for (const { name, takes } of CONFIG_VARIABLES) {
      expect(stdout).toContain(`\n  ${name}\n`);
      expect(stdout).toContain(`Takes ${takes}.`);
    }
  });

  it.each(['--version', '-v'])('%s prints the version of the package', async (option) => {
    const { version }: { version: string } = JSON.parse(readFileSync(`${ROOT}/package.json`, 'utf8'));
    const ended = await startBin([option]).ended;
    expect(ended).toEqual({ code: 0, signal: null, stdout: `${version}\n`, stderr: '' });
  });

  it.each([['--verbose'], ['serve']])('%s is refused with 1', async (argument) => {
    const { code, stdout, stderr } = await startBin([argument]).ended;
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(argument);
    expect(stderr).not.toMatch(/^ +at /m);
  });

  it('a bad configuration ends it with 1 and every problem at once', async () => {
    const env = { PORT: 'http', LOG_LEVEL: 'loud', GLANCE_ENDPOINT: 'http://user:secret@glance' };
    const takes = new Map(CONFIG_VARIABLES.map((variable) => [variable.name, variable.takes]));
    expect(await startBin([], env).ended).toEqual({
      code: 1,
      signal: null,
      stdout: '',
      stderr: [
        'The configuration is not usable:',
        `- GLANCE_ENDPOINT must be ${takes.get('GLANCE_ENDPOINT')}.`,
        `- PORT must be ${takes.get('PORT')}.`,
        `- LOG_LEVEL must be ${takes.get('LOG_LEVEL')}.`,
        '',
      ].join('\n'),
    });
  });

  const NOTHING_CONFIGURED =
    'GLANCE_ENDPOINT or OS_AUTH_URL must be set: with NODE_ENV=production the embedded Glance starts only with --embedded.';

  it.each([
    [{}, []],
    [{ GLANCE_URL: 'http://glance:9292' }, ['GLANCE_URL', 'GLANCE_ENDPOINT']],
    [{ GLANCE_ENDPOINTS: 'http://glance:9292' }, ['GLANCE_ENDPOINTS', 'GLANCE_ENDPOINT']],
    [{ OS_AUTH_URI: 'http://keystone:5000', WORKERS: '2' }, ['OS_AUTH_URI', 'OS_AUTH_URL']],
  ])('in production %o starts no embedded Glance, and is told what was meant', async (env, [name, meant]) => {
    const hint = name === undefined ? '' : `- ${name} is not a variable of the gateway. Did you mean ${meant}?\n`;
    expect(await startBin([], { PORT: '0', NODE_ENV: 'production', ...env }).ended).toEqual({
      code: 1,
      signal: null,
      stdout: '',
      stderr: `The configuration is not usable:\n- ${NOTHING_CONFIGURED}\n${hint}`,
    });
  });

  it('in production --embedded starts an embedded Glance', async () => {
    const bin = startBin(['--embedded'], { PORT: '0', NODE_ENV: 'production' });
    expect(await bin.printed(/^curl /m)).toContain('NOT FOR PRODUCTION');
  });

  it('a variable that seems to be meant for it is named in the log at the start', async () => {
    const bin = startBin([], { PORT: '0', GLANCE_ENDPOINT: 'http://127.0.0.1:9', CORS_ORIGIN: 'secret-value' });
    const line = (await bin.logged(/unknown variable/)).trim();
    expect(JSON.parse(line)).toMatchObject({
      level: 40,
      hint: 'CORS_ORIGIN is not a variable of the gateway. Did you mean CORS_ORIGINS?',
      msg: 'unknown variable',
    });
    expect(line).not.toContain('secret-value');
  });

  it.each([
    ['a file that is not there', '/nowhere/ca.pem', 'cannot be read: /nowhere/ca.pem: ENOENT.'],
    ['a file without certificates', `${ROOT}package.json`, `holds no certificates in PEM form: ${ROOT}package.json.`],
  ])('OS_CACERT with %s ends it with 1 and says so', async (_what, path, problem) => {
    const { code, stderr } = await startBin([], { PORT: '0', OS_CACERT: path }).ended;
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `The configuration is not usable:\n- OS_CACERT ${problem}\n`,
    });
  });

  it('a port that is taken ends it with 1 and one sentence', async () => {
    const first = startBin([], { PORT: '0', GLANCE_ENDPOINT: 'http://127.0.0.1:9' });
    const { port } = new URL(urlIn(await first.printed(URL_LINE)));
    const { code, stderr } = await startBin([], { PORT: port, GLANCE_ENDPOINT: 'http://127.0.0.1:9' }).ended;
    expect(code).toBe(1);
    expect(stderr).toContain('EADDRINUSE');
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('a port that is taken ends it with 1 where it had started an embedded Glance, too', async () => {
    const first = startBin([], { PORT: '0', GLANCE_ENDPOINT: 'http://127.0.0.1:9' });
    const { port } = new URL(urlIn(await first.printed(URL_LINE)));
    expect((await startBin([], { PORT: port }).ended).code).toBe(1);
  });

  it('without an endpoint it prints a curl that shares an image', async () => {
    const bin = startBin([], { PORT: '0' });
    const stdout = await bin.printed(/^curl [^]*?'\n\n/m);
    const command = /^curl [^]*?'(?=\n\n)/m.exec(stdout)?.[0] ?? '';
    expect(stdout).toContain('NOT FOR PRODUCTION');
    const answer = await promisify(execFile)('sh', ['-c', command]);
    expect(JSON.parse(answer.stdout)).toEqual({
      data: {
        addImageMember: {
          __typename: 'AddImageMemberSuccess',
          imageMember: { imageId: expect.any(String), memberId: expect.any(String), status: 'PENDING' },
        },
      },
    });
    const again = await promisify(execFile)('sh', ['-c', command]);
    expect(JSON.parse(again.stdout)).toMatchObject({ data: { addImageMember: { code: 'MEMBER_ALREADY_EXISTS' } } });
  });

  it('with an endpoint it says nothing of an embedded Glance', async () => {
    const bin = startBin([], { PORT: '0', GLANCE_ENDPOINT: 'http://127.0.0.1:9', PLAYGROUND: 'false' });
    await bin.printed(URL_LINE);
    bin.child.kill('SIGTERM');
    const { stdout } = await bin.ended;
    expect(stdout).toMatch(/^GraphQL is at \S+\n$/);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('%s lets an operation finish, then ends it with 0', async (signal) => {
    const { step, release } = holdResponse(MEMBER_ROW);
    const upstream = await startUpstream([step]);
    const bin = startBin([], { PORT: '0', GLANCE_ENDPOINT: upstream.url, LOG_LEVEL: 'trace' });
    const url = urlIn(await bin.printed(URL_LINE));
    const answer = fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-auth-token': 'token-that-is-secret' },
      body: JSON.stringify({ query: SHARE, variables: { input: { imageId: IMAGE, memberId: MEMBER } } }),
    });
    await upstream.received(1);
    bin.child.kill(signal);
    release();
    const body: unknown = await (await answer).json();
    expect(body).toMatchObject({ data: { addImageMember: { __typename: 'AddImageMemberSuccess' } } });
    const { code, stdout, stderr } = await bin.ended;
    expect(code).toBe(0);
    expect(stdout + stderr).not.toContain('token-that-is-secret');
    for (const line of stderr.trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('msg');
  });

  it('SIGTERM loses no line of the log', async () => {
    const count = 300;
    const { step, release } = holdResponse({ message: '' }, 403);
    const upstream = await startUpstream(Array.from({ length: count }, () => step));
    const env = { PORT: '0', GLANCE_ENDPOINT: upstream.url, GLANCE_CONNECTIONS: '512' };
    const bin = startBin([], env);
    const url = urlIn(await bin.printed(URL_LINE));
    const answers = Array.from({ length: count }, () => share(url, randomUUID()));
    await upstream.received(count);
    bin.child.kill('SIGTERM');
    release();
    await Promise.all(answers);
    const { code, stderr } = await bin.ended;
    const lines = stderr
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(code).toBe(0);
    // Each operation has a line of the request and a line of the audit log.
    expect(lines).toHaveLength(2 * count);
    const requests = lines.filter((line) => Object(line).msg === 'request');
    expect(requests).toHaveLength(count);
    for (const line of requests) expect(line).toMatchObject({ codes: ['FORBIDDEN'], status: 200 });
  });

  it('an operation that the grace cuts off is a line of the log', async () => {
    const upstream = await startUpstream([() => {}]);
    const env = { PORT: '0', GLANCE_ENDPOINT: upstream.url, SHUTDOWN_GRACE_MS: '50' };
    const bin = startBin([], env);
    const answer = share(urlIn(await bin.printed(URL_LINE))).catch(() => 'cut off');
    await upstream.received(1);
    bin.child.kill('SIGTERM');
    expect(await answer).toBe('cut off');
    const { code, stderr } = await bin.ended;
    expect(code).toBe(0);
    const lines = stderr
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(lines).toMatchObject([
      { msg: 'audit', action: 'addImageMember', outcome: 'UNKNOWN' },
      { msg: 'request', operationName: 'Share', status: 499, aborted: true },
    ]);
  });

  it('a second signal ends it at once with 1', async () => {
    const upstream = await startUpstream([() => {}]);
    const bin = startBin([], { PORT: '0', GLANCE_ENDPOINT: upstream.url });
    const url = urlIn(await bin.printed(URL_LINE));
    const answer = share(url).catch(() => 'cut off');
    await upstream.received(1);
    bin.child.kill('SIGTERM');
    // Another signal: two equal ones that are pending at once count as one.
    bin.child.kill('SIGINT');
    expect((await bin.ended).code).toBe(1);
    expect(await answer).toBe('cut off');
  });

  it.each([
    ['an uncaught error', "throw new Error('broken')"],
    ['a rejection that nobody handles', "void Promise.reject(new Error('broken'))"],
  ])('%s is logged and ends it with 1', async (_name, code) => {
    const preload = `data:text/javascript,${encodeURIComponent(`process.on('SIGUSR2', () => { ${code} })`)}`;
    const env = { PORT: '0', GLANCE_ENDPOINT: 'http://127.0.0.1:9', NODE_OPTIONS: `--import=${preload}` };
    const bin = startBin([], env);
    await bin.printed(URL_LINE);
    bin.child.kill('SIGUSR2');
    const ended = await bin.ended;
    expect(ended.code).toBe(1);
    expect(JSON.parse(ended.stderr)).toMatchObject({ level: 60, msg: 'uncaught error', error: { message: 'broken' } });
  });
});
