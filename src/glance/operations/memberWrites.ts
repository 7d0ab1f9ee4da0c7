import { toWriter, type Caller } from '../caller.ts';
import { Cancellation } from '../../lib/cancellation.ts';
import { removeDoubleRow } from './doubleRow.ts';
import type { GlanceImageMember, MemberKey } from '../wire/imageMember.ts';
import type { Wire } from '../wire/wire.ts';
import { findImageMember } from './findImageMember.ts';
import { createPairTurns, type Turn } from './pairTurns.ts';

/**
 * Gives the adds and removals of one (image, member) pair their turns within this process. Without turns, two POSTs of
 * one pair at the same time can both succeed and leave two rows, because Glance checks and then inserts, and an add
 * that posts again could undo a removal. Updates need no turns. Removals of the same pair run at the same time.
 */
export interface MemberWrites {
  runRemoval<T>(caller: Caller, key: MemberKey, remove: () => Promise<T>): Promise<T>;
  /**
   * Runs an add in its turn. While an add is under way, an identical add of the same token is not sent: both callers get
   * the result of the first add. The second add is sent where another write of the pair came after the first add,
   * because the second add must follow that write, and where all callers of the first add have left.
   */
  runAdd(
    caller: Caller,
    key: MemberKey,
    add: (caller: Caller, turn: Turn) => Promise<GlanceImageMember>,
  ): Promise<GlanceImageMember>;
}

/** An add under way. The map's key holds the token only while the add runs. */
interface SharedAdd {
  readonly result: Promise<GlanceImageMember>;
  /** The version of the pair's queue when this add came. */
  readonly version: number | undefined;
  /** Adds a caller who waits for the result. @returns false when all callers have left */
  readonly join: (caller: Caller) => boolean;
  /** The request IDs of its calls. */
  readonly requestIds: readonly string[];
}

/** @param toWire makes the wire for a caller */
export function createMemberWrites(toWire: (caller: Caller) => Wire): MemberWrites {
  const turns = createPairTurns((caller, key) => findImageMember(toWire(caller), key));
  const adds = new Map<string, SharedAdd>();
  return {
    runRemoval: (caller, key, remove) => turns.take('remove', caller, key, remove),
    runAdd(caller, key, add) {
      const id = `${caller.token} ${key.imageId}/${key.memberId}`;
      const underWay = adds.get(id);
      if (underWay && underWay.version === turns.versionOf(key) && underWay.join(caller)) {
        return underWay.result.finally(() => caller.requestIds?.push(...underWay.requestIds));
      }
      const everyone = createSharedCaller(caller);
      const run = async (turn: Turn): Promise<GlanceImageMember> => {
        const member = await add(everyone.caller, turn);
        if (turn.race && (turn.race.added += 1) > 1) await removeDoubleRow(toWire(everyone.caller), key);
        return member;
      };
      const result = turns.take('add', everyone.caller, key, run).finally(() => {
        if (adds.get(id) === mine) adds.delete(id);
        everyone.caller.cancellation.stopTimer();
      });
      const { requestIds = [] } = everyone.caller;
      const mine: SharedAdd = { result, version: turns.versionOf(key), join: everyone.join, requestIds };
      adds.set(id, mine);
      return result;
    },
  };
}

/**
 * A caller for a shared add. It is cancelled when all callers of the add have left, and at the first caller's deadline.
 */
function createSharedCaller(first: Caller): { caller: Caller; join: SharedAdd['join'] } {
  const shared = new Cancellation(first.cancellation.deadline);
  let waiting = 0;
  const join = ({ cancellation }: Caller): boolean => {
    if (shared.reason !== null) return false;
    if (cancellation.reason !== null) return true;
    waiting += 1;
    // While there is one caller only, that caller's own timer is enough.
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
