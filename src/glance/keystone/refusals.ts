import { rootOf, type Caller } from '../caller.ts';
import type { GlanceError } from '../errors.ts';

/**
 * How long the gateway believes a 401 of the image service alone: Glance also sends 401 when it cannot reach Keystone.
 */
const UNPROVED_MS = 500;

/**
 * Remembers within one operation that its token was refused. The operation's other calls are then not sent: an
 * operation with a thousand items and an invented token makes a few calls only.
 */
export interface Refusals {
  /** The error of the caller's refused token; null where the token was not refused. */
  find(caller: Caller): GlanceError | null;
  /** @param isProved whether Keystone refused the token. Then the refusal holds for the rest of the operation. */
  remember(caller: Caller, refusal: GlanceError, isProved: boolean): void;
}

export function createRefusals(): Refusals {
  const refused = new WeakMap<Caller, { readonly refusal: GlanceError; readonly until: number }>();
  return {
    find(caller) {
      const found = refused.get(rootOf(caller));
      return found && performance.now() < found.until ? found.refusal : null;
    },
    remember(caller, refusal, isProved) {
      refused.set(rootOf(caller), { refusal, until: isProved ? Infinity : performance.now() + UNPROVED_MS });
    },
  };
}
