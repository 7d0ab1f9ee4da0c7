import { allowsImageCall } from './wire/accessRules.ts';
import { rootOf, type Caller } from '../caller.ts';
import { GlanceError } from '../errors.ts';
import type { Keystone } from './keystone.ts';
import type { KeystoneToken } from './wire/keystoneToken.ts';
import type { GlanceRequest } from '../transport/call.ts';

/** Asks Keystone what a 401 of the image service means. @returns the error for the client */
export type RefusalJudge = (caller: Caller, request: GlanceRequest, refusal: GlanceError) => Promise<GlanceError>;

/**
 * Glance sends 401 for a bad token, for a token whose access rules do not allow the call, and for any token when Glance
 * cannot reach Keystone. The gateway asks Keystone once in an operation.
 */
export function createRefusalJudge(keystone: Keystone): RefusalJudge {
  const asked = new WeakMap<Caller, Promise<KeystoneToken | 'undescribed' | null>>();

  function findToken(caller: Caller): Promise<KeystoneToken | 'undescribed' | null> {
    const known = asked.get(rootOf(caller));
    if (known) return known;
    const finding = keystone.findToken(caller);
    asked.set(rootOf(caller), finding);
    // After a failure of Keystone the next 401 asks again.
    finding.catch(() => asked.delete(rootOf(caller)));
    return finding;
  }

  return async (caller, request, refusal) => {
    const token = await findToken(caller);
    if (token === null) return refusal;
    const { upstreamStatus, requestId } = refusal;
    const details = { upstreamStatus, requestId, outcome: 'notApplied' as const };
    if (token === 'undescribed' || token.accessRules === null) {
      const message = 'The image service does not take the token, although the identity service says that it is valid.';
      return new GlanceError('unavailable', { ...details, message });
    }
    const message = allowsImageCall(token.accessRules, request)
      ? 'The image service does not take the token. It may not support the access rules of application credentials.'
      : "The access rules of the token's application credential do not allow this.";
    return new GlanceError('forbidden', { ...details, message, deniedByPolicy: true });
  };
}
