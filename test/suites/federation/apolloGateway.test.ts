import { describe, expect, it } from 'vitest';
import { describeSupergraph } from './describeSupergraph.ts';
import { startApolloGateway, startSupergraph } from './supergraph.ts';

describeSupergraph("Apollo's gateway", startApolloGateway);

describe("Apollo's gateway", () => {
  it('answers what other subgraphs can when the image service refuses the token', async () => {
    const { run } = await startSupergraph(startApolloGateway);

    expect(await run('{ servers { name image { id name } } }', {}, 'token-that-has-expired')).toEqual({
      data: {
        servers: [0, 1, 2].map((index) => ({
          name: `server-${index}`,
          image: { id: expect.any(String), name: null },
        })),
      },
      errors: [0, 1, 2].map((index) =>
        expect.objectContaining({
          path: ['servers', index, 'image'],
          extensions: expect.objectContaining({ code: 'UNAUTHENTICATED', retryable: false, upstreamStatus: 401 }),
        }),
      ),
    });
  });

  it('names the membership that lacks the name of its project', async () => {
    const { run, glance } = await startSupergraph(startApolloGateway);
    const query = 'query ($imageId: ID!) { imageMembers(imageId: $imageId) { project { name } } }';

    expect(await run(query, { imageId: glance.images[1]?.id })).toMatchObject({
      errors: [{ path: ['imageMembers', 1, 'project', 'name'] }],
    });
  });
});
