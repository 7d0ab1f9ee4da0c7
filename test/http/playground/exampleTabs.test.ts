import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseConfig } from '../../../src/config/config.ts';
import { demoSeed } from '../../../src/embedded/demoSeed.ts';
import { parseEmbeddedSeed } from '../../../src/embedded/parseSeed.ts';
import type { EmbeddedSeed } from '../../../src/embedded/seed.ts';
import { toExampleTabs } from '../../../src/http/playground/exampleTabs.ts';
import { createLogger } from '../../../src/log/logger.ts';
import { startServer } from '../../../src/server.ts';

const EXAMPLE = new URL('../../../examples/embedded-seed.json', import.meta.url);
const PARTS = /"__typename":"\w+(?:Success|Error|Payload)"/g;

/** Runs every tab in order, as somebody who clicks through the playground. @returns what each tab returned */
async function runTabs(seed: EmbeddedSeed): Promise<Record<string, unknown>> {
  const config = parseConfig({ PORT: '0', LOG_LEVEL: 'silent', SHUTDOWN_GRACE_MS: '100' });
  const server = await startServer(config, createLogger('silent'), { seed });
  onTestFinished(() => server.stop());
  const outcomes: Record<string, unknown> = {};
  for (const { query, variables, headers } of toExampleTabs(seed)) {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...JSON.parse(headers) },
      body: JSON.stringify({ query, variables: JSON.parse(variables) }),
    });
    const text = await response.text();
    const { errors } = JSON.parse(text) as { errors?: unknown };
    const name = /(?:query|mutation) (\w+)/.exec(query)?.[1] ?? '';
    outcomes[name] = errors ?? [...new Set(text.match(PARTS))].map((part) => part.slice(14, -1));
  }
  return outcomes;
}

describe('the tabs of the playground', () => {
  it('all work with the demo seed, in their order', async () => {
    expect(await runTabs(demoSeed)).toEqual({
      Share: ['AddImageMemberSuccess'],
      Viewer: [],
      ShareByName: ['AddImageMemberSuccess'],
      SharingDialog: [],
      Inbox: [],
      Decide: ['UpdateImageMemberSuccess'],
      Permissions: [],
      Remove: ['RemoveImageMemberSuccess'],
      ShareMany: ['AddImageMembersPayload', 'AddImageMemberSuccess', 'ImageMemberExistsError'],
      MyShareableImages: [],
      MakeShareable: ['AddImageMemberSuccess'],
      SetVisibility: ['SetImageVisibilitySuccess'],
      DecideMany: ['UpdateImageMembersPayload', 'UpdateImageMemberSuccess'],
      RemoveMany: ['RemoveImageMembersPayload', 'RemoveImageMemberSuccess'],
      SetMembers: ['SetImageMembersPayload'],
    });
  });

  it('return no error at the top level with another seed', async () => {
    const outcomes = await runTabs(parseEmbeddedSeed(JSON.parse(readFileSync(EXAMPLE, 'utf8'))));
    expect(
      Object.values(outcomes)
        .flat()
        .filter((part) => typeof part !== 'string'),
    ).toEqual([]);
    expect(Object.keys(outcomes)).toHaveLength(15);
  });
});
