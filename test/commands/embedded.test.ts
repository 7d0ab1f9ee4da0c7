import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { demoSeed } from '../../src/embedded/demoSeed.ts';
import { parseEmbeddedSeed } from '../../src/embedded/parseSeed.ts';
import { startBin, type Bin } from '../support/bin.ts';

const SEED_FILE = fileURLToPath(new URL('../../examples/embedded-seed.json', import.meta.url));
const NOWHERE = { PORT: '0', GLANCE_ENDPOINT: 'http://127.0.0.1:9', OS_AUTH_URL: 'http://127.0.0.1:9/v3' };
const UBUNTU = '5b8c1f3e-7a2d-4c69-9e10-3d6f8a4b2c01';

async function writeSeed(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'seed-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'seed.json');
  await writeFile(file, text);
  return file;
}

/** The first line that begins with `start`, as `curl` is printed. */
async function printedCommand(bin: Bin, start: string): Promise<string> {
  const text = await bin.printed(/_embedded\/reset\n/);
  return new RegExp(`^${start}[^]*?(?=\\n\\n)`, 'm').exec(text)?.[0] ?? `nothing begins with ${start}`;
}

async function runCommand(command: string): Promise<unknown> {
  const { stdout } = await promisify(execFile)('sh', ['-c', command]);
  return stdout === '' ? '' : JSON.parse(stdout);
}

async function query(bin: Bin, token: string, source: string): Promise<unknown> {
  const url = /^GraphQL is at (\S+)$/m.exec(await bin.printed(/^GraphQL is at \S+$/m))?.[1] ?? '';
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-auth-token': token },
    body: JSON.stringify({ query: source }),
  });
  return answer.json();
}

describe('glance-graphql --embedded', () => {
  it('starts the embedded Glance where an endpoint and an identity service are configured', async () => {
    const bin = startBin(['--embedded'], NOWHERE);
    const text = await bin.printed(/^curl -s /m);
    for (const { token } of Object.values(demoSeed.tokens)) expect(text).toContain(`  ${token}  `);
    expect(await query(bin, 'demo-token-alpha', `{ image(id: "${UBUNTU}") { name } }`)).toEqual({
      data: { image: { name: 'ubuntu-24.04-server' } },
    });
  });

  it('prints how to reset the embedded Glance', async () => {
    const bin = startBin(['--embedded'], NOWHERE);
    const share = await printedCommand(bin, 'curl -s ');
    const outcomes: unknown[] = [await runCommand(share), await runCommand(share)];
    await runCommand(await printedCommand(bin, 'curl -X POST '));
    outcomes.push(await runCommand(share));
    expect(outcomes).toMatchObject([
      { data: { addImageMember: { __typename: 'AddImageMemberSuccess' } } },
      { data: { addImageMember: { __typename: 'ImageMemberExistsError' } } },
      { data: { addImageMember: { __typename: 'AddImageMemberSuccess' } } },
    ]);
  });

  it('--seed takes the projects, tokens and images of a file', async () => {
    const bin = startBin(['--embedded', '--seed', SEED_FILE], NOWHERE);
    const seed = parseEmbeddedSeed(JSON.parse(readFileSync(SEED_FILE, 'utf8')));
    const text = await bin.printed(/^curl -s /m);
    for (const { token } of Object.values(seed.tokens)) expect(text).toContain(`  ${token}  `);
    expect(text).not.toContain('demo-token');
    expect(
      await query(bin, 'dev-token-of-mira', '{ images(filter: { visibility: PRIVATE }) { nodes { name sizeBytes } } }'),
    ).toEqual({
      data: {
        images: {
          nodes: [
            { name: 'license-server', sizeBytes: 536_870_912 },
            { name: 'asset-cache', sizeBytes: 249_561_088 },
          ],
        },
      },
    });
    expect(await runCommand(await printedCommand(bin, 'curl -s '))).toMatchObject({
      data: { addImageMember: { imageMember: { memberId: seed.projects['archive'], status: 'PENDING' } } },
    });
  });

  it('--seed accepts an empty seed, and then prints no example command', async () => {
    const file = await writeSeed('{ "projects": {}, "tokens": {}, "images": [] }');
    const bin = startBin(['--embedded', '--seed', file], NOWHERE);
    expect(await bin.printed(/_embedded\/reset\n/)).not.toContain('curl -s ');
  });

  it('a bad seed ends it with 1 and every problem at once', async () => {
    const file = await writeSeed(
      '{ "projects": { "a": "1" }, "tokens": { "t": { "token": "x", "project": "b", "roles": [] } } }',
    );
    expect(await startBin(['--embedded', '--seed', file], NOWHERE).ended).toEqual({
      code: 1,
      signal: null,
      stdout: '',
      stderr: `The seed file ${file} is not usable:\n- tokens.t.token must be a text of 16 characters or more.\n- tokens.t.project must be a name in projects.\n- images is missing.\n`,
    });
  });

  it('a seed that is no JSON, and one that is not there, end it with 1 and one reason', async () => {
    const file = await writeSeed('{ "projects": ');
    for (const name of [file, `${file}.missing`]) {
      const { code, stdout, stderr } = await startBin(['--embedded', '--seed', name], NOWHERE).ended;
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(/^The seed file \S+ is not usable:\n- [^\n]+\.\n$/);
    }
  });

  it('--latency has each response of the embedded Glance wait', async () => {
    const bin = startBin(['--embedded', '--latency', '150'], NOWHERE);
    await bin.printed(/^GraphQL is at/m);
    const start = performance.now();
    await query(bin, 'demo-token-alpha', `{ image(id: "${UBUNTU}") { name } }`);
    expect(performance.now() - start).toBeGreaterThanOrEqual(149);
  });

  it.each([
    [['--seed', 'a.json'], '--seed goes with --embedded only.'],
    [['--latency', '5'], '--latency goes with --embedded only.'],
    [['--embedded', '--latency', 'soon'], '--latency must be a whole number of milliseconds from 0 to 600000.'],
    [['--embedded', '--latency', '600001'], '--latency must be a whole number of milliseconds from 0 to 600000.'],
    [['schema', '--embedded'], '--embedded does not go with schema.'],
    [['--subgraph'], '--subgraph does not go with starting the gateway.'],
    [['schema', 'check'], 'One command at a time: schema check.'],
    [['serve'], 'There is no command serve: the commands are schema and check.'],
  ])('%j is refused', async (args, sentence) => {
    expect(await startBin(args, NOWHERE).ended).toEqual({
      code: 1,
      signal: null,
      stdout: '',
      stderr: `${sentence}\n`,
    });
  });
});
