import { describe, expect, it } from 'vitest';
import { everyRead, SCENES } from './support/cacheScenes.ts';
import { startKitWithNames } from './support/startKit.ts';
import { createUrqlClient } from './support/urqlClient.ts';

describe('graphcacheOptions', () => {
  it.each(SCENES)('leave in the cache what the gateway would answer, after $title', async (scene) => {
    const kit = await startKitWithNames();
    const token = (): string => kit.tokens[scene.project];
    const client = createUrqlClient({ url: kit.url, token });
    const reads = everyRead(kit, scene.project);
    for (const { document, variables } of reads) await client.query(document, variables).toPromise();
    const mutations = scene.mutations(kit.projects);
    for (const [index, { document, variables }] of mutations.entries()) {
      const { data } = await client.mutation(document, variables).toPromise();
      if (index === mutations.length - 1) expect(data).toMatchObject(scene.last);
    }
    const fresh = createUrqlClient({ url: kit.url, token });
    for (const { document, variables } of reads) {
      const cached = await client.query(document, variables).toPromise();
      const now = await fresh.query(document, variables, { requestPolicy: 'network-only' }).toPromise();
      expect({ variables, data: cached.data }).toEqual({ variables, data: now.data });
    }
  });
});
