import type { Caller } from '../caller.ts';
import { GlanceError, isGlanceError } from '../errors.ts';
import type { MemberKey } from '../wire/imageMember.ts';
import { PairLine, PairWrite, type WriteKind } from './pairLine.ts';

/** Writes of one token to one pair that may run or wait at a time. */
const MAX_WRITES_OF_TOKEN = 16;
/** Writes to one pair beyond which each token has one at a time. */
const MAX_WRITES = 256;

/** What a write knows of those of its pair that have run beside it. */
export type Turn = Pick<PairWrite, 'isAlone' | 'race'>;

export interface PairTurns {
  /**
   * Runs `write` when no other write of the pair runs that it races with: an add with an add, an add with a removal. A
   * removal goes before adds. Nobody waits long for a token that the image service has not accepted: such a token has to
   * prove itself before it waits for others, and others run beside it.
   * @throws GlanceError with the outcome `notApplied` when the turn does not come
   */
  take<T>(kind: WriteKind, caller: Caller, key: MemberKey, write: (turn: Turn) => Promise<T>): Promise<T>;
  /** Changes with every write to the pair; undefined when there is none. */
  versionOf(key: MemberKey): number | undefined;
}

/** @param prove asks the image service with the token, whatever the answer. @throws GlanceError */
export function createPairTurns(prove: (caller: Caller, key: MemberKey) => Promise<unknown>): PairTurns {
  const lines = new Map<string, PairLine>();
  let versions = 0;

  async function enter(line: PairLine, write: PairWrite, caller: Caller, key: MemberKey): Promise<void> {
    if (line.enter(write)) return;
    if (!write.isKnown) {
      await prove(caller, key).catch((error: unknown) => {
        throw isGlanceError(error) ? error.with({ outcome: 'notApplied' }) : error;
      });
      if (line.enter(write)) return;
    }
    await wait(line, write, caller);
  }

  return {
    async take(kind, caller, key, run) {
      const pair = toPair(key);
      const line = lines.get(pair) ?? new PairLine();
      const others = line.countOf(caller.token);
      if (others >= (line.size < MAX_WRITES ? MAX_WRITES_OF_TOKEN : 1)) {
        throw new GlanceError('unavailable', { outcome: 'notApplied' });
      }
      lines.set(pair, line);
      const write = new PairWrite(kind, caller);
      line.come(write, (versions += 1));
      try {
        await enter(line, write, caller, key);
        return await run(write);
      } finally {
        line.end(write);
        if (line.size === 0) lines.delete(pair);
      }
    },
    versionOf: (key) => lines.get(toPair(key))?.version,
  };
}

function wait(line: PairLine, write: PairWrite, { cancellation }: Caller): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(new GlanceError('timeout', { outcome: 'notApplied' }));
    if (cancellation.reason !== null) return giveUp();
    cancellation.onCancel(giveUp);
    line.wait(write, () => {
      cancellation.offCancel(giveUp);
      resolve();
    });
  });
}

/** In lower case: on MariaDB `ABC` and `abc` are one image and one member. */
function toPair({ imageId, memberId }: MemberKey): string {
  return `${imageId}/${memberId}`.toLowerCase();
}
