import { expect } from 'vitest';

/** The nodes or edges of `images` of a body without errors, and the cursor of the next page. */
export function readConnection(body: unknown): { items: unknown[]; next: string | null } {
  expect(body).toEqual({
    data: {
      images: expect.objectContaining({
        pageInfo: { hasNextPage: expect.any(Boolean), endCursor: expect.toBeOneOf([expect.any(String), null]) },
      }),
    },
  });
  const images = readField(readField(body, 'data'), 'images');
  const pageInfo = readField(images, 'pageInfo');
  const items = readField(images, 'nodes') ?? readField(images, 'edges');
  const next = readField(pageInfo, 'endCursor');
  return {
    items: Array.isArray(items) ? items : [],
    next: readField(pageInfo, 'hasNextPage') === true && typeof next === 'string' ? next : null,
  };
}

/** The id of an image, of an edge's node or of the image itself. */
export function readId(item: unknown): string {
  return String(readField(readField(item, 'node') ?? item, 'id'));
}

function readField(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? new Map<string, unknown>(Object.entries(value)).get(key)
    : undefined;
}
