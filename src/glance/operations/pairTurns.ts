import type { Caller } from '../caller.ts';
import { GlanceError, isGlanceError } from '../errors.ts';
import type { MemberKey } from '../wire/imageMember.ts';

/** Writes of one token to one pair that may wait at a time. */
const MAX_PLACES_OF_TOKEN = 16;

export interface PairTurns {
  /**
   * Runs `write` when no other add or removal of the pair runs. A removal goes before the adds of other tokens, and a
   * token that the image service has accepted before one of which nobody knows.
   * @throws GlanceError with the outcome `notApplied` when the turn does not come
   */
  take<T>(kind: 'add' | 'remove', caller: Caller, key: MemberKey, write: (caller: Caller) => Promise<T>): Promise<T>;
  /** Changes with every write to the pair; undefined when there is none. */
  versionOf(key: MemberKey): number | undefined;
}

interface Place {
  readonly token: string;
  readonly kind: 'add' | 'remove';
  /** False while the token proves itself. */
  isReady: boolean;
  /** Whether the image service has accepted the token. */
  isAccepted: boolean;
  readonly enter: () => void;
}

interface Line {
  version: number;
  /** Token of the write that runs. */
  holder: string | null;
  readonly places: Place[];
}

/** @param prove asks the image service with the token, whatever the answer. @throws GlanceError */
export function createPairTurns(prove: (caller: Caller, key: MemberKey) => Promise<unknown>): PairTurns {
  const lines = new Map<string, Line>();

  function wait(line: Line, kind: Place['kind'], caller: Caller, key: MemberKey): Promise<void> {
    const { token, cancellation } = caller;
    const others = line.places.filter((place) => place.token === token).length;
    if (others >= MAX_PLACES_OF_TOKEN) throw new GlanceError('unavailable', { outcome: 'notApplied' });
    // A place behind one unknown token is cheaper than a call. Behind more of them nobody would get a turn.
    const mustProve = others === 0 && line.holder !== token && line.places.some(({ isAccepted }) => !isAccepted);
    return new Promise((resolve, reject) => {
      const leave = (error: unknown): void => {
        cancellation.offCancel(giveUp);
        const index = line.places.indexOf(place);
        if (index >= 0) line.places.splice(index, 1);
        if (line.holder === null) pass(line, toPair(key));
        reject(error);
      };
      const giveUp = (): void => leave(new GlanceError('timeout', { outcome: 'notApplied' }));
      const enter = (): void => {
        cancellation.offCancel(giveUp);
        resolve();
      };
      const place: Place = { token, kind, isReady: !mustProve, isAccepted: false, enter };
      line.places.push(place);
      if (cancellation.reason !== null) return giveUp();
      cancellation.onCancel(giveUp);
      if (!mustProve) return;
      const goOn = (isAccepted: boolean): void => {
        place.isReady = true;
        place.isAccepted = isAccepted;
        if (line.holder === null) pass(line, toPair(key));
      };
      // Any answer but a 401 shows that the token is one; where there is no answer the place is among the last.
      prove(caller, key).then(
        () => goOn(true),
        (error: unknown) => (isGlanceError(error, 'unauthorized') ? leave(error) : goOn(false)),
      );
    });
  }

  function pass(line: Line, pair: string): void {
    const next = pickNext(line.places, line.holder);
    line.holder = next?.token ?? null;
    if (next) {
      line.places.splice(line.places.indexOf(next), 1);
      next.enter();
    } else if (line.places.length === 0 && lines.get(pair) === line) lines.delete(pair);
  }

  return {
    async take(kind, caller, key, write) {
      const pair = toPair(key);
      let line = lines.get(pair);
      if (line) {
        line.version += 1;
        await wait(line, kind, caller, key);
      } else {
        line = { version: 0, holder: caller.token, places: [] };
        lines.set(pair, line);
      }
      let isAccepted = true;
      try {
        return await write(caller);
      } catch (error) {
        isAccepted = !isGlanceError(error, 'unauthorized');
        throw error;
      } finally {
        if (line.places.length > 0 && isAccepted) {
          for (const place of line.places) if (place.token === caller.token) place.isAccepted = true;
        }
        pass(line, pair);
      }
    },
    versionOf: (key) => lines.get(toPair(key))?.version,
  };
}

/** The first of the best rank, rather of another token than the last one; each token's own writes keep their order. */
function pickNext(places: readonly Place[], lastToken: string | null): Place | null {
  const seen = new Set<string>();
  let best: Place | null = null;
  for (const place of places) {
    const isFirstOfToken = !seen.has(place.token);
    seen.add(place.token);
    if (!isFirstOfToken || !place.isReady) continue;
    if (best === null || toRank(place, lastToken) < toRank(best, lastToken)) best = place;
  }
  return best;
}

function toRank({ token, kind, isAccepted }: Place, lastToken: string | null): number {
  return (isAccepted ? 0 : 4) + (token === lastToken ? 2 : 0) + (kind === 'remove' ? 0 : 1);
}

/** In lower case: on MariaDB `ABC` and `abc` are one image and one member. */
function toPair({ imageId, memberId }: MemberKey): string {
  return `${imageId}/${memberId}`.toLowerCase();
}
