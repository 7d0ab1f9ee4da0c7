import { CallLimitError } from '../../fairness/callLimit.ts';
import type { Caller } from '../caller.ts';
import { GlanceError, isGlanceError } from '../errors.ts';

/**
 * Like `Promise.all(items.map(run))`, with at most `limit` items at a time. After the first failure no item is started.
 * @param caller after its cancellation no item is started; null: the items are not cancelled
 * @throws GlanceError of kind `timeout` when the caller was cancelled before the last item was started
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
 * The result or the error of each item, with at most `limit` items at a time. A refused token, a limit on calls and a
 * cancellation concern every item: after such an error no item is started, and the other items get the same error.
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

/**
 * Whether every other item would fail with the same error. A `rateLimited` without a status is the gateway's own
 * refusal.
 */
function isForAll(error: Error): boolean {
  if (error instanceof CallLimitError) return true;
  if (!isGlanceError(error, 'unauthorized', 'rateLimited')) return false;
  return error.kind === 'unauthorized' || error.upstreamStatus === null;
}
