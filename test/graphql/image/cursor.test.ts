import { describe, expect, it } from 'vitest';
import { createImages, startReads, toImageId } from '../../support/startReads.ts';

const IMAGES = `query ($orderBy: ImageOrder, $first: Int, $after: String) {
  images(orderBy: $orderBy, first: $first, after: $after) { nodes { id } pageInfo { endCursor } }
}`;
const MOVED = 'The image of the cursor has another place in this order by now. Start again without the cursor.';

const endCursorOf = (body: unknown): unknown => Object(body).data.images.pageInfo.endCursor;

describe('a cursor', () => {
  it.each([
    ['UPDATED_AT', 'updated_at', '2026-02-02T00:00:00Z'],
    ['STATUS', 'status', 'queued'],
  ])('is refused when its image has moved in the order by %s', async (field, key, value) => {
    const { run } = await startReads(createImages(4), {
      intercept: async (call, forward) => {
        const answer = await forward();
        if (call.url.includes('?')) return answer;
        return { ...answer, body: JSON.stringify({ ...JSON.parse(answer.body), [key]: value }) };
      },
    });
    const orderBy = { field, direction: 'ASC' };
    const after = endCursorOf(await run(IMAGES, { orderBy, first: 2 }));
    expect(await run(IMAGES, { orderBy, first: 2, after })).toMatchObject({
      data: { images: null },
      errors: [{ message: MOVED, extensions: { code: 'INVALID_INPUT', issues: [{ path: ['after'] }] } }],
    });
  });

  it.each(['NAME', 'SIZE'])('goes on behind its image when that is gone, in the order by %s', async (field) => {
    let isGone = false;
    const { run } = await startReads(createImages(5), {
      intercept: async (_call, forward) => {
        const answer = await forward();
        if (!isGone) return answer;
        const body = JSON.parse(answer.body);
        const images = body.images.filter(({ id }: { id: string }) => id !== toImageId(2));
        return { ...answer, body: JSON.stringify({ ...body, images }) };
      },
    });
    const orderBy = { field, direction: 'ASC' };
    const after = endCursorOf(await run(IMAGES, { orderBy, first: 2 }));
    isGone = true;
    expect(await run(IMAGES, { orderBy, first: 2, after })).toMatchObject({
      data: { images: { nodes: [{ id: toImageId(3) }, { id: toImageId(4) }] } },
    });
  });

  it('of a page that the gateway makes of several is not lost when an image between them is removed', async () => {
    const { run } = await startReads(createImages(6), {
      pageMax: 2,
      intercept: async (call, forward) => {
        if (call.url.includes(`marker=${toImageId(5)}`)) return { status: 400, body: '{"message": "No image found"}' };
        const { status, body } = await forward();
        if (!call.url.includes(`marker=${toImageId(6)}`)) return { status, body };
        const page: { images: { id: string }[] } = JSON.parse(body);
        return {
          status,
          body: JSON.stringify({ ...page, images: page.images.filter(({ id }) => id !== toImageId(5)) }),
        };
      },
    });
    expect(await run(IMAGES, { first: 4 })).toMatchObject({
      data: { images: { nodes: [6, 5, 4, 3].map((number) => ({ id: toImageId(number) })) } },
    });
  });
});
