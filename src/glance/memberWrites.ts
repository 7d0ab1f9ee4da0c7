import { toWriter, type Caller } from './caller.ts';
import { Cancellation } from './cancellation.ts';
import type { GlanceClient } from './client.ts';
import { sightImageMember, type GlanceImageMember, type MemberKey } from './imageMember.ts';
import { createPairTurns } from './pairTurns.ts';

/**
 * Keeps adds and removals of one (image, member) pair apart within this process. Glance checks and then inserts, so two
 * POSTs of one pair at the same time can both succeed and leave two rows, of which one DELETE removes only one; and an
 * add that posts once more must not undo a removal. Updates take no turn.
 */
export interface MemberWrites {
  /** Runs when no add of the pair runs. */
  removal<T>(caller: Caller, key: MemberKey, remove: (caller: Caller) => Promise<T>): Promise<T>;
  /**
   * Runs when no other write of the pair runs, but shares the answer of an identical add of the same token that is still
   * under way: unless another write of the pair has come since, which this one must follow, or everybody has left it.
   */
  sharedAdd(
    caller: Caller,
    key: MemberKey,
    add: (caller: Caller) => Promise<GlanceImageMember>,
  ): Promise<GlanceImageMember>;
}

/** An add under way. Its map key holds a token no longer than the call takes. */
interface SharedAdd {
  readonly answer: Promise<GlanceImageMember>;
  /** Of the pair's turns, when this add came. */
  readonly version: number | undefined;
  /** @returns false when everybody has left */
  readonly join: (caller: Caller) => boolean;
}

export function createMemberWrites(client: GlanceClient): MemberWrites {
  const turns = createPairTurns((caller, key) => sightImageMember(client, caller, key));
  const adds = new Map<string, SharedAdd>();
  return {
    removal: (caller, key, remove) => turns.take('remove', caller, key, remove),
    sharedAdd(caller, key, add) {
      const id = `${caller.token} ${key.imageId}/${key.memberId}`;
      const underWay = adds.get(id);
      if (underWay && underWay.version === turns.versionOf(key) && underWay.join(caller)) return underWay.answer;
      const everyone = createSharedCaller(caller);
      const answer = turns.take('add', everyone.caller, key, add).finally(() => {
        if (adds.get(id) === mine) adds.delete(id);
        everyone.caller.cancellation.stopTimer();
      });
      const mine: SharedAdd = { answer, version: turns.versionOf(key), join: everyone.join };
      adds.set(id, mine);
      return answer;
    },
  };
}

/** A caller who waits as long as anybody who shares it does, but not beyond the first one's deadline. */
function createSharedCaller(first: Caller): { caller: Caller; join: SharedAdd['join'] } {
  const shared = new Cancellation(first.cancellation.deadline);
  let waiting = 0;
  const join = ({ cancellation }: Caller): boolean => {
    if (shared.reason !== null) return false;
    if (cancellation.reason !== null) return true;
    waiting += 1;
    // The first one's own timer does for it alone.
    if (waiting > 1) shared.startTimer();
    cancellation.onCancel(() => {
      waiting -= 1;
      if (waiting === 0) shared.cancel(cancellation.reason ?? 'clientGone');
    });
    return true;
  };
  join(first);
  if (first.cancellation.reason !== null) shared.cancel(first.cancellation.reason);
  return { caller: toWriter(first, shared), join };
}
