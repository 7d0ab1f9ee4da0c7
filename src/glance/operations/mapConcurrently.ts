import { CallLimitError } from '../../fairness/callLimit.ts';
import type { Caller } from '../caller.ts';
import { GlanceError, isGlanceError } from '../errors.ts';

/**
 * Like `Promise.all(items.map(run))` with at most `limit` running at a time. Starts no more after the first failure.
 * @param caller starts no more either once nobody waits for it; without one all items are finished
 * @throws GlanceError of kind `timeout` when nobody waits any more and items are left
 */
export async function mapConcurrently<T, R>(
  items: readonly T[],
  limit: number,
  run: (item: T, index: number) => Promise<R>,
  caller: Caller | null = null,
): Promise<R[]> {
  const results: R[] = [];
  const entries = items.entries();
  let failed = false;
  const worker = async (): Promise<void> => {
    for (const [index, item] of entries) {
      if (failed) return;
      try {
        if (caller?.cancellation.reason) throw new GlanceError('timeout', { outcome: 'notApplied' });
        results[index] = await run(item, index);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results;
}

/**
 * The result or the error of each item, with at most `limit` running at a time. After an error that every other item
 * would meet as well it is the answer to what was not started: a refused token, no calls left, or that nobody
 * waits any more.
 */
export function settleConcurrently<T, R>(
  caller: Caller,
  items: readonly T[],
  limit: number,
  run: (item: T) => Promise<R>,
): Promise<(R | Error)[]> {
  let forAll: Error | null = null;
  return mapConcurrently(items, limit, async (item) => {
    if (caller.cancellation.reason) forAll ??= new GlanceError('timeout', { outcome: 'notApplied' });
    if (forAll) return forAll;
    try {
      return await run(item);
    } catch (error) {
      const known = error instanceof Error ? error : new Error('not an error', { cause: error });
      if (isForAll(known)) forAll ??= known;
      return known;
    }
  });
}

/** Without a status it was this process that refused the call, on account of the caller. */
function isForAll(error: Error): boolean {
  if (error instanceof CallLimitError) return true;
  if (!isGlanceError(error, 'unauthorized', 'rateLimited')) return false;
  return error.kind === 'unauthorized' || error.upstreamStatus === null;
}
