import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { request } from 'undici';
import { parseConfig } from '../../../src/config/config.ts';
import { startServer } from '../../../src/server.ts';

const run = promisify(execFile);
const scriptPath = (name: string): string => fileURLToPath(new URL(`../../../scripts/${name}`, import.meta.url));

async function startSubgraph(env: Readonly<Record<string, string>> = {}) {
  const server = await startServer(parseConfig({ PORT: '0', LOG_LEVEL: 'silent', SHUTDOWN_GRACE_MS: '1000', ...env }));
  onTestFinished(server.stop);
  return server;
}

describe('scripts/compose.js and scripts/supergraph.js', () => {
  it('take a running subgraph to a running supergraph', async () => {
    const { url, embedded } = await startSubgraph();
    const folder = await mkdtemp(join(tmpdir(), 'supergraph-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, 'supergraph.graphql');

    const { stdout } = await run('node', [scriptPath('compose.js'), `image-sharing=${url}/graphql`]);
    await writeFile(file, stdout);
    const gateway = spawn('node', [scriptPath('supergraph.js'), file, '0'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, APOLLO_TELEMETRY_DISABLED: 'true' },
    });
    onTestFinished(() => void gateway.kill());
    const [line] = await once(gateway.stdout.setEncoding('utf8'), 'data');
    const supergraphUrl = /http:\S+/.exec(String(line))?.[0] ?? '';
    const { body } = await request(supergraphUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-auth-token': embedded?.tokens.alpha ?? '' },
      body: JSON.stringify({ query: `{ image(id: "${embedded?.images[0]?.id}") { name } }` }),
    });
    expect(await body.json()).toEqual({ data: { image: { name: 'ubuntu-24.04-server' } } });
  });

  it('say that composition is switched off', async () => {
    const { url } = await startSubgraph({ FEDERATED: 'false' });

    await expect(run('node', [scriptPath('compose.js'), `image-sharing=${url}/graphql`])).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('image-sharing: The schema for composition is switched off.'),
    });
  });
});
