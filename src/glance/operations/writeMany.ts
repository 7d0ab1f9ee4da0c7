import { isGlanceError, type GlanceError } from '../errors.ts';
import type { MemberKey } from '../wire/imageMember.ts';
import { mapConcurrently } from './mapConcurrently.ts';

const CONCURRENT_WRITES = 8;

/** What became of one write of many. */
export interface Written<T> {
  readonly result: T | Error;
  /** The request IDs of the write's calls. */
  readonly requestIds: readonly string[];
}

/** The pair as a text. */
export const toPairId = ({ imageId, memberId }: MemberKey): string => `${imageId}/${memberId}`;

/**
 * Makes each write on its own, eight at a time: an error of one write does not fail the others. After a refused token no
 * further write is sent. A write that stands twice is sent once, and both places have the same result.
 * @param toId the same text for writes that are the same
 * @param write adds the request IDs of its calls to `requestIds`
 * @returns what became of each write, in the order of the items
 */
export function writeMany<Item, T>(
  items: readonly Item[],
  toId: (item: Item) => string,
  write: (item: Item, requestIds: string[]) => Promise<T>,
): Promise<readonly Written<T>[]> {
  const begun = new Map<string, Promise<Written<T>>>();
  let refused: GlanceError | null = null;

  async function writeOne(item: Item): Promise<Written<T>> {
    const requestIds: string[] = [];
    try {
      return { result: await write(item, requestIds), requestIds };
    } catch (error) {
      if (isGlanceError(error, 'unauthorized')) refused = error;
      return { result: error instanceof Error ? error : new Error('not an error', { cause: error }), requestIds };
    }
  }

  return mapConcurrently(items, CONCURRENT_WRITES, (item) => {
    const id = toId(item);
    const same = begun.get(id);
    if (same) return same;
    if (refused) return Promise.resolve({ result: refused, requestIds: [] });
    const written = writeOne(item);
    begun.set(id, written);
    return written;
  });
}
