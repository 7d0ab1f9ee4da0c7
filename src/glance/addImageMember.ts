import type { Caller } from './caller.ts';
import type { GlanceClient } from './client.ts';
import type { Glance } from './glance.ts';
import { GlanceError, isGlanceError } from './errors.ts';
import { findImageMember, postImageMember, type GlanceImageMember, type MemberKey } from './imageMember.ts';
import { lookUp, lookUpTwice } from './memberLookUp.ts';
import type { Turn } from './pairTurns.ts';
import { toTokenEnded } from './tokenEnded.ts';

/**
 * Shares an image with a project. Never posts blindly twice: after a lost answer it looks before it says or does more.
 * Success has one rule: the membership is there, and no answer of the service said that it had been there before. So an
 * add whose answer was lost succeeds as well where another one was faster.
 * @throws GlanceError; its outcome is `unknown` or `applied` only where no look could tell what happened
 */
export function addImageMember(glance: Glance, caller: Caller, key: MemberKey): Promise<GlanceImageMember> {
  return glance.writes.sharedAdd(caller, key, (everyone, turn) =>
    run({ client: glance.client, caller: everyone, key, turn }),
  );
}

interface Add {
  readonly client: GlanceClient;
  readonly caller: Caller;
  readonly key: MemberKey;
  readonly turn: Turn;
}

async function run(add: Add): Promise<GlanceImageMember> {
  const { client, caller, key } = add;
  try {
    return await postImageMember(client, caller, key);
  } catch (error) {
    if (isGlanceError(error, 'memberLimit')) throw await toExistsAtLimit(client, caller, key, error);
    if (!isGlanceError(error) || error.outcome === 'notApplied') throw error;
    if (error.outcome === 'applied') return readBack(client, caller, key, error);
    return settleLostAdd(add, error);
  }
}

/** At the quota Glance answers 413 for a project that is a member already, too: it counts before it compares. */
async function toExistsAtLimit(
  client: GlanceClient,
  caller: Caller,
  key: MemberKey,
  limit: GlanceError,
): Promise<GlanceError> {
  const existing = await findImageMember(client, caller, key).catch(() => null);
  if (existing === null) return limit;
  return new GlanceError('memberExists', { upstreamStatus: limit.upstreamStatus, requestId: limit.requestId });
}

/** The service said 200 and the row was cut off. Where the row is gone since, another POST would undo a removal. */
async function readBack(
  client: GlanceClient,
  caller: Caller,
  key: MemberKey,
  cut: GlanceError,
): Promise<GlanceImageMember> {
  const found = await lookUp(client, caller, key, cut);
  if (found === null) throw cut;
  return found;
}

async function settleLostAdd({ client, caller, key, turn }: Add, lost: GlanceError): Promise<GlanceImageMember> {
  const found = await lookUpTwice(client, caller, key, lost);
  if (found !== null) return found;
  // A removal that ran beside this add may have taken the row: another POST would undo it.
  if (!turn.isAlone) throw lost;
  try {
    return await postImageMember(client, caller, key);
  } catch (error) {
    if (isGlanceError(error, 'memberExists', 'memberLimit')) {
      // The first one came through after all; at the quota that is a 413 as well.
      const foundNow = await lookUp(client, caller, key, lost);
      if (foundNow !== null) return foundNow;
      throw error.kind === 'memberExists' ? lost : error;
    }
    if (isGlanceError(error, 'unauthorized')) throw toTokenEnded(error);
    if (!isGlanceError(error) || error.outcome === 'notApplied') throw error;
    if (error.outcome === 'applied') return readBack(client, caller, key, error);
    const foundLater = await lookUpTwice(client, caller, key, error);
    if (foundLater !== null) return foundLater;
    throw turn.isAlone ? error.with({ outcome: 'notApplied' }) : error;
  }
}
