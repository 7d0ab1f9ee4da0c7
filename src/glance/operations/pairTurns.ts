import type { Caller } from '../caller.ts';
import { GlanceError, isGlanceError } from '../errors.ts';
import type { MemberKey } from '../wire/imageMember.ts';
import { PairQueue, PairWrite, type WriteKind } from './pairQueue.ts';

/** How many writes of one token to one pair may run or wait at a time. */
const MAX_WRITES_OF_TOKEN = 16;
/** With more writes to a pair than this, each token may have one write to the pair at a time. */
const MAX_WRITES = 256;

/** What a write knows about other writes to its pair that ran at the same time. */
export type Turn = Pick<PairWrite, 'isAlone' | 'race'>;

export interface PairTurns {
  /**
   * Runs `write` in its turn: an add does not run at the same time as another add or a removal of its pair. A removal
   * goes before adds. A token that the image service has not accepted must make a successful call before it waits for
   * others, and others wait for such a token for a short time only.
   * @throws GlanceError with the outcome `notApplied` when the turn does not come
   */
  take<T>(kind: WriteKind, caller: Caller, key: MemberKey, write: (turn: Turn) => Promise<T>): Promise<T>;
  /** A number that changes with every write to the pair; undefined when no write runs or waits. */
  versionOf(key: MemberKey): number | undefined;
}

/** @param prove makes a call with the token, which proves the token. @throws GlanceError */
export function createPairTurns(prove: (caller: Caller, key: MemberKey) => Promise<unknown>): PairTurns {
  const queues = new Map<string, PairQueue>();
  let versions = 0;

  async function enter(queue: PairQueue, write: PairWrite, caller: Caller, key: MemberKey): Promise<void> {
    if (queue.enter(write)) return;
    if (!write.isKnown) {
      await prove(caller, key).catch((error: unknown) => {
        throw isGlanceError(error) ? error.with({ outcome: 'notApplied' }) : error;
      });
      if (queue.enter(write)) return;
    }
    await wait(queue, write, caller);
  }

  return {
    async take(kind, caller, key, run) {
      const pair = toPair(key);
      const queue = queues.get(pair) ?? new PairQueue();
      const others = queue.countOf(caller.token);
      if (others >= (queue.size < MAX_WRITES ? MAX_WRITES_OF_TOKEN : 1)) {
        throw new GlanceError('unavailable', { outcome: 'notApplied' });
      }
      queues.set(pair, queue);
      const write = new PairWrite(kind, caller);
      queue.add(write, (versions += 1));
      try {
        await enter(queue, write, caller, key);
        return await run(write);
      } finally {
        queue.end(write);
        if (queue.size === 0) queues.delete(pair);
      }
    },
    versionOf: (key) => queues.get(toPair(key))?.version,
  };
}

function wait(queue: PairQueue, write: PairWrite, { cancellation }: Caller): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(new GlanceError('timeout', { outcome: 'notApplied' }));
    if (cancellation.reason !== null) return giveUp();
    cancellation.onCancel(giveUp);
    queue.wait(write, () => {
      cancellation.offCancel(giveUp);
      resolve();
    });
  });
}

/** The pair's key, in lower case because `ABC` and `abc` are one image and one member on MariaDB. */
function toPair({ imageId, memberId }: MemberKey): string {
  return `${imageId}/${memberId}`.toLowerCase();
}
