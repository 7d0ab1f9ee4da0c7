import { describe, expect, it } from 'vitest';
import { createApolloClient } from './support/apolloClient.ts';
import { everyRead, SCENES } from './support/cacheScenes.ts';
import { startKitWithNames } from './support/startKit.ts';

describe('followMutation', () => {
  it.each(SCENES)('leaves in the cache what the gateway would answer, after $title', async (scene) => {
    const kit = await startKitWithNames();
    const token = (): string => kit.tokens[scene.project];
    const client = createApolloClient({ url: kit.url, token });
    const reads = everyRead(kit, scene.project).map(({ document, variables }) => ({
      query: document,
      variables,
      // The image service refuses to list the members of a private image.
      errorPolicy: 'all' as const,
    }));
    for (const read of reads) await client.query(read);
    const mutations = scene.mutations(kit.projects);
    for (const [index, { document, variables }] of mutations.entries()) {
      const { data } = await client.mutate({ mutation: document, variables });
      if (index === mutations.length - 1) expect(data).toMatchObject(scene.last);
    }
    const fresh = createApolloClient({ url: kit.url, token });
    for (const read of reads) {
      // Apollo Client does not read such a list again by itself.
      const fetchPolicy = read.query === scene.joins ? 'network-only' : 'cache-first';
      const [cached, now] = [
        await client.query({ ...read, fetchPolicy }),
        await fresh.query({ ...read, fetchPolicy: 'network-only' }),
      ];
      expect({ variables: read.variables, data: cached.data }).toEqual({ variables: read.variables, data: now.data });
    }
  });
});
