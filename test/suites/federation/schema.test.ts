import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { parse } from 'graphql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { request } from 'undici';
import { parseConfig } from '../../../src/config/config.ts';
import { startServer } from '../../../src/server.ts';
import { printSubgraphSdl } from './subgraphSdl.ts';

const COMMITTED = fileURLToPath(new URL('../../../schema.graphql', import.meta.url));
const HOW_TO_BREAK = 'The change breaks clients. If that is meant: `ALLOW_BREAKING_CHANGES=true npm run schema:print`.';

describe('schema.graphql', () => {
  it('is what `npm run schema:print` writes, and no change of it breaks clients', async () => {
    const sdl = await printSubgraphSdl();
    // Checked first, so that an update cannot write a breaking change unasked.
    const isUnchecked = process.env['ALLOW_BREAKING_CHANGES'] === 'true' || !existsSync(COMMITTED);
    const before = isUnchecked ? sdl : readFileSync(COMMITTED, 'utf8');
    const breaking = await findBreakingChanges(before, sdl);
    expect(breaking.length > 0 ? [HOW_TO_BREAK, ...breaking] : []).toEqual([]);
    await expect(sdl).toMatchFileSnapshot(COMMITTED);
  });

  it.each([
    ['a field goes away', 'sizeBytes: SafeInt', 'bytes: SafeInt', ['Image.sizeBytes']],
    ['a field may be null', 'addedCount: Int!', 'addedCount: Int', ['AddImageMembersPayload.addedCount']],
    ['an argument is required', '\n    after: String\n', '\n    after: String!\n', ['Query.images.after']],
    ['an enum value goes away', 'REJECTED', 'REFUSED', ['ImageMemberStatus.REJECTED']],
    ['a result goes away', ' | ImageMemberLimitError', '', ['AddImageMemberResult']],
  ])('would show that %s', async (_change, before, after, paths) => {
    const sdl = await printSubgraphSdl();
    const changed = sdl.replace(before, after);
    expect(changed).not.toBe(sdl);

    expect(await findBreakingChanges(sdl, changed)).toEqual(paths);
  });
});

describe('_service', () => {
  const SDL = '{ _service { sdl } }';

  it('answers without a token', async () => {
    expect(await post(SDL, {})).toEqual({ data: { _service: { sdl: await printSubgraphSdl() } } });
  });

  it.each([{ FEDERATED: 'false' }, { NODE_ENV: 'production' }])('is refused with %o', async (env) => {
    expect(await post(SDL, env)).toEqual({
      errors: [
        {
          message: 'The schema for composition is switched off.',
          locations: [{ line: 1, column: 3 }],
          path: ['_service'],
          extensions: { code: 'FORBIDDEN', retryable: false },
        },
      ],
      data: null,
    });
  });

  it('answers in production where it is asked for', async () => {
    expect(await post(SDL, { NODE_ENV: 'production', FEDERATED: 'true' })).toEqual({
      data: { _service: { sdl: await printSubgraphSdl() } },
    });
  });
});

async function post(query: string, env: Readonly<Record<string, string>>): Promise<unknown> {
  const config = parseConfig({ PORT: '0', LOG_LEVEL: 'silent', SHUTDOWN_GRACE_MS: '1000', ...env });
  // In production an embedded Glance has to be asked for.
  const server = await startServer(config, undefined, {});
  onTestFinished(server.stop);
  const { body } = await request(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
    reset: true,
  });
  return body.json();
}

/** Paths of what a client of `before` can stumble over in `after`. */
async function findBreakingChanges(before: string, after: string): Promise<(string | undefined)[]> {
  const changes = await diff(buildSubgraphSchema(parse(before)), buildSubgraphSchema(parse(after)));
  return changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .map(({ path, message }) => path ?? message);
}
