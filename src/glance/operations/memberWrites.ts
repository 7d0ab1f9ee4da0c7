import { toWriter, type Caller } from '../caller.ts';
import { Cancellation } from '../../lib/cancellation.ts';
import { removeDoubleRow } from './doubleRow.ts';
import type { GlanceImageMember, MemberKey } from '../wire/imageMember.ts';
import type { Wire } from '../wire/wire.ts';
import { findImageMember } from './findImageMember.ts';
import { createPairTurns, type Turn } from './pairTurns.ts';

/**
 * Keeps adds and removals of one (image, member) pair apart within this process. Glance checks and then inserts, so two
 * POSTs of one pair at the same time can both succeed and leave two rows, of which one DELETE removes only one; and an
 * add that posts once more must not undo a removal. Updates take no turn, and removals none among each other.
 */
export interface MemberWrites {
  removal<T>(caller: Caller, key: MemberKey, remove: () => Promise<T>): Promise<T>;
  /**
   * Runs in the turn of the add, but shares the answer of an identical add of the same token that is still under way:
   * unless another write of the pair has come since, which this one must follow, or everybody has left it.
   */
  sharedAdd(
    caller: Caller,
    key: MemberKey,
    add: (caller: Caller, turn: Turn) => Promise<GlanceImageMember>,
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

/** @param toWire the image service on behalf of a caller */
export function createMemberWrites(toWire: (caller: Caller) => Wire): MemberWrites {
  const turns = createPairTurns((caller, key) => findImageMember(toWire(caller), key));
  const adds = new Map<string, SharedAdd>();
  return {
    removal: (caller, key, remove) => turns.take('remove', caller, key, remove),
    sharedAdd(caller, key, add) {
      const id = `${caller.token} ${key.imageId}/${key.memberId}`;
      const underWay = adds.get(id);
      if (underWay && underWay.version === turns.versionOf(key) && underWay.join(caller)) return underWay.answer;
      const everyone = createSharedCaller(caller);
      const run = async (turn: Turn): Promise<GlanceImageMember> => {
        const member = await add(everyone.caller, turn);
        if (turn.race && (turn.race.added += 1) > 1) await removeDoubleRow(toWire(everyone.caller), key);
        return member;
      };
      const answer = turns.take('add', everyone.caller, key, run).finally(() => {
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
