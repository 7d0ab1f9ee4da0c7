import { remainingMs, type Caller } from './caller.ts';
import { GlanceError } from './errors.ts';
import type { GlanceImageMember, MemberKey } from './imageMember.ts';

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
    const settled = Promise.allSettled([previous, mine]);
    last.set(pair, settled);
    try {
      return await mine;
    } finally {
      void settled.then(() => {
        if (last.get(pair) === settled) last.delete(pair);
      });
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
      const answer = inTurn(everyone.caller, key, add).finally(() => adds.delete(id));
      adds.set(id, { answer, join: everyone.join });
      return answer;
    },
  };
}

/** A caller that is gone only when everyone who shares it is gone. The first one's deadline holds. */
function createSharedCaller(first: Caller): { caller: Caller; join: (caller: Caller) => void } {
  const everyoneGone = new AbortController();
  let waiting = 0;
  const join = ({ signal }: Caller): void => {
    if (signal.aborted) return;
    waiting += 1;
    signal.addEventListener(
      'abort',
      () => {
        waiting -= 1;
        if (waiting === 0) everyoneGone.abort();
      },
      { once: true },
    );
  };
  join(first);
  if (waiting === 0) everyoneGone.abort();
  return { caller: { token: first.token, deadline: first.deadline, signal: everyoneGone.signal }, join };
}

async function untilSettled(previous: Promise<unknown>, caller: Caller): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const giveUp = (): void => reject(new GlanceError('timeout', { outcome: 'notApplied' }));
    const timer = setTimeout(giveUp, Math.max(0, remainingMs(caller)));
    caller.signal.addEventListener('abort', giveUp, { once: true });
    void previous.finally(() => {
      clearTimeout(timer);
      caller.signal.removeEventListener('abort', giveUp);
      resolve();
    });
  });
}
