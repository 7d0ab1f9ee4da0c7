import { GlanceError, isGlanceError } from '../errors.ts';
import { postImageMember, type GlanceImageMember, type MemberKey } from '../wire/imageMember.ts';
import { lookUp, lookUpTwice } from './memberLookUp.ts';
import type { Turn } from './pairTurns.ts';
import { toTokenEnded } from './tokenEnded.ts';
import type { Wire } from '../wire/wire.ts';
import { findImageMember } from './findImageMember.ts';

/**
 * Shares an image with a project. Never posts blindly twice: after a lost response it looks before it says or does more.
 * Success has one rule: the membership is there, and no response of the service said that it had been there before. So an
 * add whose response was lost succeeds as well where another one was faster.
 * @param turn of the pair, in which the add runs
 * @throws GlanceError; its outcome is `unknown` or `applied` only where no look could tell what happened
 */
export async function addImageMember(wire: Wire, key: MemberKey, turn: Turn): Promise<GlanceImageMember> {
  try {
    return await postImageMember(wire, key);
  } catch (error) {
    if (isGlanceError(error, 'memberLimit')) throw await toExistsAtLimit(wire, key, error);
    if (!isGlanceError(error) || error.outcome === 'notApplied') throw error;
    if (error.outcome === 'applied') return readBack(wire, key, error);
    return settleLostAdd(wire, key, turn, error);
  }
}

/** At the quota Glance answers 413 for a project that is a member already, too: it counts before it compares. */
async function toExistsAtLimit(wire: Wire, key: MemberKey, limit: GlanceError): Promise<GlanceError> {
  const existing = await findImageMember(wire, key).catch(() => null);
  if (existing === null) return limit;
  return new GlanceError('memberExists', { upstreamStatus: limit.upstreamStatus, requestId: limit.requestId });
}

/** The service said 200 and the row was cut off. Where the row is gone since, another POST would undo a removal. */
async function readBack(wire: Wire, key: MemberKey, cut: GlanceError): Promise<GlanceImageMember> {
  const found = await lookUp(wire, key, cut);
  if (found === null) throw cut;
  return found;
}

async function settleLostAdd(wire: Wire, key: MemberKey, turn: Turn, lost: GlanceError): Promise<GlanceImageMember> {
  const found = await lookUpTwice(wire, key, lost);
  if (found !== null) return found;
  // A removal that ran beside this add may have taken the row: another POST would undo it.
  if (!turn.isAlone) throw lost;
  try {
    return await postImageMember(wire, key);
  } catch (error) {
    if (isGlanceError(error, 'memberExists', 'memberLimit')) {
      // The first one came through after all; at the quota that is a 413 as well.
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
