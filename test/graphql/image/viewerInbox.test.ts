import { describe, expect, it } from 'vitest';
import { ALPHA, createImages, startReads, toImageId } from '../../support/startReads.ts';
import { status } from '../../support/testGlance.ts';
import { NO_PROJECT, startTokenKeystone } from '../../support/tokenKeystone.ts';

const INBOX = `query ($sharedWith: ImageSharedWithFilter!, $first: Int, $after: String) {
  images(filter: { sharedWith: $sharedWith }, first: $first, after: $after) {
    nodes { id }
    pageInfo { hasNextPage endCursor }
  }
}`;

const offers = createImages(3, () => ({ owner: 'beta', members: [{ project: 'alpha' }] }));
const endCursorOf = (body: unknown): unknown => Object(body).data.images.pageInfo.endCursor;
const page = (numbers: readonly number[], hasNextPage = false) => ({
  data: {
    images: {
      nodes: numbers.map((number) => ({ id: toImageId(number) })),
      pageInfo: { hasNextPage, endCursor: expect.any(String) },
    },
  },
});

async function start(fields: Parameters<typeof startTokenKeystone>[0] = {}) {
  const keystone = await startTokenKeystone(fields);
  return { keystone, ...(await startReads(offers, { env: { OS_AUTH_URL: keystone.url } })) };
}

describe('an inbox without a project', () => {
  it.each([{}, { projectId: null }])('is that of the project of the token: %j', async (sharedWith) => {
    const { keystone, recorder, run } = await start();
    expect(await run(INBOX, { sharedWith })).toEqual(page([3, 2, 1]));
    expect(keystone.calls).toEqual(['GET /v3/auth/tokens?nocatalog']);
    expect(recorder.calls.map(({ url }) => url)).toEqual([
      '/v2/images?limit=26&visibility=shared&member_status=pending&os_hidden=false&sort_key=created_at&sort_dir=desc',
      ...[3, 2, 1].map((number) => `/v2/images/${toImageId(number)}/members/${ALPHA}`),
    ]);
  });

  it('takes the cursors of the same inbox with the project', async () => {
    const { run } = await start();
    const first = await run(INBOX, { sharedWith: { projectId: ALPHA }, first: 2 });
    expect(await run(INBOX, { sharedWith: {}, first: 2, after: endCursorOf(first) })).toEqual(page([1]));
  });

  it('refuses the cursors of the token of another project', async () => {
    const { run } = await start();
    const after = endCursorOf(await run(INBOX, { sharedWith: {}, first: 2 }));
    expect(await run(INBOX, { sharedWith: {}, first: 2, after }, 'beta')).toMatchObject({
      data: { images: null },
      errors: [{ extensions: { code: 'INVALID_INPUT', issues: [{ path: ['after'] }] } }],
    });
  });

  it('is refused for a token that is not for a project', async () => {
    const { recorder, run } = await start(NO_PROJECT);
    const message = 'The project must be given, because the token is not for a project.';
    expect(await run(INBOX, { sharedWith: {} })).toEqual({
      data: { images: null },
      errors: [
        {
          message,
          locations: [{ line: 2, column: 3 }],
          path: ['images'],
          extensions: {
            code: 'INVALID_INPUT',
            retryable: false,
            issues: [{ path: ['filter', 'sharedWith', 'projectId'], message }],
          },
        },
      ],
    });
    expect(recorder.calls).toEqual([]);
  });

  it('is null with an error when the identity service fails, and the image service is not asked', async () => {
    const { recorder, run } = await start(() => status(503));
    expect(await run(INBOX, { sharedWith: {} })).toMatchObject({
      data: { images: null },
      errors: [
        {
          message: 'The identity service is down or overloaded.',
          path: ['images'],
          extensions: { code: 'UPSTREAM_UNAVAILABLE' },
        },
      ],
    });
    expect(recorder.calls).toEqual([]);
  });
});

describe('an inbox with a project', () => {
  it('needs no identity service', async () => {
    const { keystone, run } = await start();
    expect(await run(INBOX, { sharedWith: { projectId: ALPHA } })).toEqual(page([3, 2, 1]));
    expect(keystone.calls).toEqual([]);
  });
});
