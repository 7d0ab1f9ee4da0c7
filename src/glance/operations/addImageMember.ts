import { GlanceError, isGlanceError } from '../errors.ts';
import { postImageMember, type GlanceImageMember, type MemberKey } from '../wire/imageMember.ts';
import { lookUp, lookUpTwice } from './memberLookUp.ts';
import type { Turn } from './pairTurns.ts';
import { toTokenEnded } from './tokenEnded.ts';
import type { Wire } from '../wire/wire.ts';
import { findImageMember } from './findImageMember.ts';

/**
 * Shares an image with a project. After a lost response the gateway reads the membership before it posts again. The add
 * succeeds when the membership is there, and no response of the image service said that it had been there before. So an
 * add with a lost response also succeeds where another client's add was faster.
 * @param turn the add's turn at its pair
 * @throws GlanceError; its outcome is `unknown` or `applied` only where reading could not tell what happened
 */
export async function addImageMember(wire: Wire, key: MemberKey, turn: Turn): Promise<GlanceImageMember> {
  try {
    return await postImageMember(wire, key);
  } catch (error) {
    if (isGlanceError(error, 'memberLimit')) throw await findErrorAtLimit(wire, key, error);
    if (!isGlanceError(error) || error.outcome === 'notApplied') throw error;
    if (error.outcome === 'applied') return readBack(wire, key, error);
    return settleLostAdd(wire, key, turn, error);
  }
}

/** At the quota Glance responds with 413 also for a project that is a member already. Reading the membership tells. */
async function findErrorAtLimit(wire: Wire, key: MemberKey, limit: GlanceError): Promise<GlanceError> {
  const existing = await findImageMember(wire, key).catch(() => null);
  if (existing === null) return limit;
  return new GlanceError('memberExists', { upstreamStatus: limit.upstreamStatus, requestId: limit.requestId });
}

/** Reads the membership after a 200 whose body was cut off. Does not post again, because that could undo a removal. */
async function readBack(wire: Wire, key: MemberKey, cut: GlanceError): Promise<GlanceImageMember> {
  const found = await lookUp(wire, key, cut);
  if (found === null) throw cut;
  return found;
}

async function settleLostAdd(wire: Wire, key: MemberKey, turn: Turn, lost: GlanceError): Promise<GlanceImageMember> {
  const found = await lookUpTwice(wire, key, lost);
  if (found !== null) return found;
  // A removal that ran at the same time may have removed the row. Another POST would undo that removal.
  if (!turn.isAlone) throw lost;
  try {
    return await postImageMember(wire, key);
  } catch (error) {
    if (isGlanceError(error, 'memberExists', 'memberLimit')) {
      // The first POST was applied after all. At the quota the second POST then gets 413, not 409.
      const foundNow = await lookUp(wire, key, lost);
      if (foundNow !== null) return foundNow;
      throw error.kind === 'memberExists' ? lost : error;
    }
    if (isGlanceError(error, 'unauthorized')) throw toTokenEnded(error);
    if (!isGlanceError(error) || error.outcome === 'notApplied') throw error;
    if (error.outcome === 'applied') return readBack(wire, key, error);
    const foundLater = await lookUpTwice(wire, key, error);
    if (foundLater !== null) return foundLater;
    throw turn.isAlone ? error.with({ outcome: 'notApplied' }) : error;
  }
}
