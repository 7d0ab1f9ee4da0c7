import { pause, type Caller } from './caller.ts';
import type { GlanceClient } from './client.ts';
import type { Glance } from './glance.ts';
import { GlanceError, isGlanceError } from './errors.ts';
import { findImageMember, postImageMember, type GlanceImageMember, type MemberKey } from './imageMember.ts';
import { lookUp } from './memberLookUp.ts';

/** How long a write whose answer was lost may need to become visible before a second look believes that it is absent. */
const SECOND_LOOK_MS = 1000;

/**
 * Shares an image with a project. Never posts blindly twice: after a lost answer it looks before it says or does more.
 * @throws GlanceError; its outcome is `unknown` only where no look could prove what happened.
 */
export function addImageMember(glance: Glance, caller: Caller, key: MemberKey): Promise<GlanceImageMember> {
  return glance.writes.sharedAdd(caller, key, (everyone) => add(glance.client, everyone, key));
}

async function add(client: GlanceClient, caller: Caller, key: MemberKey): Promise<GlanceImageMember> {
  try {
    return await postImageMember(client, caller, key);
  } catch (error) {
    if (isGlanceError(error, 'memberLimit')) throw await toExistsAtLimit(client, caller, key, error);
    if (isGlanceError(error) && error.outcome === 'unknown') return settleLostAdd(client, caller, key, error);
    throw error;
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

async function settleLostAdd(
  client: GlanceClient,
  caller: Caller,
  key: MemberKey,
  lost: GlanceError,
): Promise<GlanceImageMember> {
  const first = await lookUp(client, caller, key, lost);
  if (first !== null) return first;
  // A request that timed out may still be on its way through: absent now does not mean absent later.
  if (lost.kind === 'timeout') throw lost;
  await pause(caller, SECOND_LOOK_MS).catch(() => Promise.reject(lost));
  const second = await lookUp(client, caller, key, lost);
  if (second !== null) return second;
  try {
    return await postImageMember(client, caller, key);
  } catch (error) {
    if (isGlanceError(error, 'memberExists')) return (await lookUp(client, caller, key, lost)) ?? Promise.reject(lost);
    if (!isGlanceError(error) || error.outcome !== 'unknown') throw error;
    const third = await lookUp(client, caller, key, error);
    if (third !== null) return third;
    throw error.kind === 'timeout' ? error : error.with({ outcome: 'notApplied' });
  }
}
