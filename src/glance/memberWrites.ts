import type { Caller } from './caller.ts';
import { GlanceError } from './errors.ts';
import type { GlanceImageMember, MemberKey } from './imageMember.ts';
import { Cancellation } from './cancellation.ts';

/**
 * Keeps writes to one (image, member) pair apart within this process. Glance checks and then inserts, so two POSTs of
 * one pair at the same time can both succeed and leave two rows, of which one DELETE removes only one.
 */
export interface MemberWrites {
  /** Runs after every earlier write to the same pair. */
  inTurn<T>(caller: Caller, key: MemberKey, write: (caller: Caller) => Promise<T>): Promise<T>;
  /**
   * Like `inTurn`, but shares the answer of an identical add of the same token that is still under way: unless another
   * write of the pair has come since, which this one must follow, or everybody has left it.
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
  /** What the next write of the pair waits for, if this add is the last one. */
  readonly turn: Promise<unknown> | undefined;
  /** @returns false when everybody has left */
  readonly join: (caller: Caller) => boolean;
}

export function createMemberWrites(): MemberWrites {
  const last = new Map<string, Promise<unknown>>();
  const adds = new Map<string, SharedAdd>();

  async function inTurn<T>(caller: Caller, key: MemberKey, write: (caller: Caller) => Promise<T>): Promise<T> {
    const pair = toPair(key);
    const previous = last.get(pair);
    const mine = previous ? untilSettled(previous, caller).then(() => write(caller)) : write(caller);
    // A caller that gives up waiting must not let a later one overtake the write that it waited for.
    const settled = previous ? Promise.allSettled([previous, mine]) : mine;
    const forget = (): void => {
      if (last.get(pair) === settled) last.delete(pair);
    };
    last.set(pair, settled);
    try {
      return await mine;
    } finally {
      if (previous) void settled.then(forget);
      else forget();
    }
  }

  return {
    inTurn,
    sharedAdd(caller, key, add) {
      const pair = toPair(key);
      const id = `${caller.token} ${pair}`;
      const underWay = adds.get(id);
      if (underWay && underWay.turn === last.get(pair) && underWay.join(caller)) return underWay.answer;
      const everyone = createSharedCaller(caller);
      const answer = inTurn(everyone.caller, key, add).finally(() => {
        if (adds.get(id) === mine) adds.delete(id);
        everyone.caller.cancellation.stopTimer();
      });
      const mine: SharedAdd = { answer, turn: last.get(pair), join: everyone.join };
      adds.set(id, mine);
      return answer;
    },
  };
}

function toPair({ imageId, memberId }: MemberKey): string {
  return `${imageId}/${memberId}`;
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
  return { caller: { ...first, cancellation: shared, root: first }, join };
}

async function untilSettled(previous: Promise<unknown>, { cancellation }: Caller): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const giveUp = (): void => reject(new GlanceError('timeout', { outcome: 'notApplied' }));
    if (cancellation.reason !== null) return giveUp();
    cancellation.onCancel(giveUp);
    const goOn = (): void => {
      cancellation.offCancel(giveUp);
      resolve();
    };
    previous.then(goOn, goOn);
  });
}
