import { rootOf, type Caller } from '../caller.ts';
import type { GlanceError } from '../errors.ts';

/** How long a 401 is believed that only the image service gave: it gives one too when it cannot reach Keystone. */
const UNPROVED_MS = 500;

/**
 * Remembers whose token was refused, so that the calls that an operation has left do not go out. A bulk of a thousand
 * items with an invented token is then a few calls. Nothing outlives the operation.
 */
export interface Refusals {
  /** Null for a caller whose token may still be good. */
  find(caller: Caller): GlanceError | null;
  /** @param isProved whether the identity service said it, so that it holds for the rest of the operation */
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
