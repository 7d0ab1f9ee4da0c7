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
  /** Like `inTurn`, but an identical add of the same token that is still under way shares its answer. */
  sharedAdd(
    caller: Caller,
    key: MemberKey,
    add: (caller: Caller) => Promise<GlanceImageMember>,
  ): Promise<GlanceImageMember>;
}

/** An add under way. Its map key holds a token no longer than the call takes. */
interface SharedAdd {
  readonly answer: Promise<GlanceImageMember>;
  readonly join: (caller: Caller) => void;
}

export function createMemberWrites(): MemberWrites {
  const last = new Map<string, Promise<unknown>>();
  const adds = new Map<string, SharedAdd>();

  async function inTurn<T>(caller: Caller, key: MemberKey, write: (caller: Caller) => Promise<T>): Promise<T> {
    const pair = `${key.imageId}/${key.memberId}`;
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
      const id = `${caller.token} ${key.imageId}/${key.memberId}`;
      const underWay = adds.get(id);
      if (underWay) {
        underWay.join(caller);
        return underWay.answer;
      }
      const everyone = createSharedCaller(caller);
      const answer = inTurn(everyone.caller, key, add).finally(() => {
        adds.delete(id);
        everyone.caller.cancellation.stopTimer();
      });
      adds.set(id, { answer, join: everyone.join });
      return answer;
    },
  };
}

/** A caller who waits as long as anybody who shares it does, but not beyond the first one's deadline. */
function createSharedCaller(first: Caller): { caller: Caller; join: (caller: Caller) => void } {
  const shared = new Cancellation(first.cancellation.deadline);
  let waiting = 0;
  const join = ({ cancellation }: Caller): void => {
    if (cancellation.reason !== null) return;
    waiting += 1;
    // The first one's own timer does for it alone.
    if (waiting > 1) shared.startTimer();
    cancellation.onCancel(() => {
      waiting -= 1;
      if (waiting === 0) shared.cancel(cancellation.reason ?? 'clientGone');
    });
  };
  join(first);
  if (first.cancellation.reason !== null) shared.cancel(first.cancellation.reason);
  return { caller: { token: first.token, cancellation: shared }, join };
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
