import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { parseConfig } from '../../src/config/config.ts';
import { triggers } from '../../src/embedded/triggers.ts';
import { startServer } from '../../src/server.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TUTORIAL = readFileSync(join(ROOT, 'docs/frontend.md'), 'utf8');

const MUTATION = `mutation ($input: AddImageMemberInput!) {
  addImageMember(input: $input) {
    ... on AddImageMemberSuccess { imageMember { status } }
    ... on ImageServiceError { code }
    ... on ImageUpstreamError { outcome }
    ... on ImageRateLimitError { retryAfterSeconds }
  }
}`;

/** The code, with what a client goes by; or that it was shared. */
async function readOutcome(url: string, memberId: string): Promise<string> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-auth-token': 'demo-token-alpha' },
    body: JSON.stringify({
      query: MUTATION,
      variables: { input: { imageId: 'e27b60c4-9d18-4a5f-b3c2-60d4f18e7a03', memberId } },
    }),
  });
  const { data, errors } = Object(await response.json());
  const { code, outcome, retryAfterSeconds, imageMember } = Object(data?.addImageMember);
  if (imageMember) return 'success';
  const extra = outcome ?? (retryAfterSeconds ? `after ${retryAfterSeconds} s` : undefined);
  return `\`${code ?? errors?.[0]?.extensions?.code}\`${extra ? `, ${extra}` : ''}`;
}

describe('docs/frontend.md', () => {
  it('has every trigger, with what the gateway answers to it', async () => {
    const env = { PORT: '0', LOG_LEVEL: 'silent', GLANCE_HEADERS_TIMEOUT_MS: '1000', SHUTDOWN_GRACE_MS: '100' };
    const server = await startServer(parseConfig(env));
    onTestFinished(() => server.stop());
    const rows = await Promise.all(
      triggers.map(async ({ memberId, description }) => [
        `\`${memberId}\``,
        description,
        await readOutcome(server.url, memberId),
      ]),
    );
    const table = TUTORIAL.split('## Errors on demand')[1]?.split('\n## ')[0] ?? '';
    const written = table
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
    expect(written).toEqual(rows);
  });
});

describe('the tutorial', () => {
  /** Where React, Vite and Apollo Client are found as after its `npm install`. */
  const cache = join(ROOT, 'examples/share-dialog/node_modules/.cache');
  let folder = '';

  beforeAll(() => {
    mkdirSync(cache, { recursive: true });
    folder = mkdtempSync(join(cache, 'tutorial-'));
    for (const [, name = '', text = ''] of TUTORIAL.matchAll(/^`([\w./]+)`:\n\n```\w+\n([^]*?)^```$/gm)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    for (const [name, ...workspace] of [
      ['glance-graphql'],
      ['@glance-graphql/client', '-w', '@glance-graphql/client'],
    ]) {
      const packed = execFileSync('npm', ['pack', '--json', ...workspace, '--pack-destination', folder], { cwd: ROOT });
      const [{ filename }] = JSON.parse(packed.toString());
      const installed = join(folder, 'node_modules', name ?? '');
      mkdirSync(installed, { recursive: true });
      execFileSync('tar', ['xzf', join(folder, filename), '--strip-components=1', '-C', installed]);
    }
    return () => rmSync(folder, { recursive: true });
  });

  const run = async (...command: readonly string[]): Promise<string> => {
    const env = { PATH: process.env['PATH'], HOME: process.env['HOME'] };
    const { stdout } = await promisify(execFile)('npx', ['--no-install', ...command], { cwd: folder, env });
    return stdout;
  };

  it('has code that compiles', async () => {
    expect(await run('tsc')).toBe('');
  });

  it('has tests that pass', async () => {
    expect(await run('vitest', 'run', '--root', folder, '--no-color')).toMatch(/Tests +11 passed \(11\)/);
  });

  it('has a screen that can be built', async () => {
    expect(await run('vite', 'build')).toContain('built in');
  });

  it('would not compile without the handler of an error', async () => {
    const file = join(folder, 'src/shareImage.ts');
    const code = readFileSync(file, 'utf8');
    writeFileSync(file, code.replace(/^ +ImageNotFoundError: .*\n/m, ''));
    onTestFinished(() => writeFileSync(file, code));
    await expect(run('tsc')).rejects.toMatchObject({ stdout: expect.stringContaining('ImageNotFoundError') });
  });
});
