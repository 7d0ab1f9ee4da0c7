import type { EmbeddedSeed } from '../../embedded/seed.ts';
import { findExampleDecision, findExampleShare } from '../../embedded/exampleShare.ts';
import { findCrowdedImage, findDecisions, findOwnProject, findPrivateImage } from '../../embedded/exampleImages.ts';
import {
  DECIDE,
  DECIDE_MANY,
  INBOX,
  MAKE_SHAREABLE,
  MY_IMAGES,
  PERMISSIONS,
  REMOVE,
  REMOVE_MANY,
  SET_MEMBERS,
  SET_VISIBILITY,
  SHARE,
  SHARE_BY_NAME,
  SHARE_MANY,
  SHARING_DIALOG,
  VIEWER,
} from './exampleOperations.ts';

/** One tab of the playground. */
export interface ExampleTab {
  readonly query: string;
  /** JSON text. */
  readonly variables: string;
  /** JSON text. */
  readonly headers: string;
}

const UNKNOWN_IMAGE = '00000000-0000-4000-8000-000000000000';
const UNKNOWN_PROJECT = '0'.repeat(32);

/** How many members the example of a bulk removal names. */
const REMOVALS = 3;

/** An example operation for each task; with the IDs and tokens of the seed when the embedded Glance runs. */
export function toExampleTabs(seed: EmbeddedSeed | null): readonly ExampleTab[] {
  return [...toSingleTabs(seed), ...toVisibilityTabs(seed), ...toManyTabs(seed)];
}

function toSingleTabs(seed: EmbeddedSeed | null): readonly ExampleTab[] {
  const share = seed && findExampleShare(seed);
  const decision = seed && findExampleDecision(seed);
  const asOwner = toHeaders(share?.token);
  const asMember = toHeaders(decision?.token);
  const imageId = share?.imageId ?? UNKNOWN_IMAGE;
  const theirs = decision?.memberId ?? UNKNOWN_PROJECT;
  const newShare = { imageId, memberId: share?.memberId ?? UNKNOWN_PROJECT };
  const memberName = (seed && share && findOwnProject(seed, share)) ?? share?.memberName ?? 'name-of-a-project';
  const accepted = { imageId: decision?.imageId ?? imageId, memberId: theirs, status: 'ACCEPTED' };
  return [
    toTab(SHARE, { input: newShare }, asOwner),
    toTab(VIEWER, {}, asOwner),
    toTab(SHARE_BY_NAME, { input: { imageId, memberName } }, asOwner),
    toTab(SHARING_DIALOG, { imageId }, asOwner),
    toTab(INBOX, { projectId: theirs }, asMember),
    toTab(DECIDE, { input: accepted }, asMember),
    toTab(PERMISSIONS, { imageId: accepted.imageId }, asMember),
    toTab(REMOVE, { input: newShare }, asOwner),
    toTab(SHARE_MANY, { input: { members: [newShare, { imageId, memberId: theirs }] } }, asOwner),
    toTab(MY_IMAGES, { ownerId: share?.ownerId ?? 'my-project' }, asOwner),
  ];
}

function toVisibilityTabs(seed: EmbeddedSeed | null): readonly ExampleTab[] {
  const image = seed && findPrivateImage(seed);
  const imageId = image?.imageId ?? UNKNOWN_IMAGE;
  const memberId = image?.strangerId ?? UNKNOWN_PROJECT;
  const asOwner = toHeaders(image?.token);
  return [
    toTab(MAKE_SHAREABLE, { input: { imageId, memberId, makeShareable: true } }, asOwner),
    toTab(SET_VISIBILITY, { input: { imageId, visibility: 'PRIVATE' } }, asOwner),
  ];
}

function toManyTabs(seed: EmbeddedSeed | null): readonly ExampleTab[] {
  const image = seed && findCrowdedImage(seed);
  const imageId = image?.imageId ?? UNKNOWN_IMAGE;
  const memberIds = image?.memberIds ?? [UNKNOWN_PROJECT];
  const asOwner = toHeaders(image?.token);
  const decisions = (seed && findDecisions(seed)) ?? null;
  const decided = (decisions?.imageIds ?? [UNKNOWN_IMAGE]).map((id) => ({
    imageId: id,
    memberId: decisions?.memberId ?? UNKNOWN_PROJECT,
    status: 'ACCEPTED',
  }));
  const removed = memberIds.slice(0, REMOVALS).map((memberId) => ({ imageId, memberId }));
  const kept = [image?.strangerId ?? UNKNOWN_PROJECT, ...memberIds.slice(REMOVALS * 2)];
  const wanted = { imageId, memberIds: kept, dryRun: true, confirmRemovals: REMOVALS };
  return [
    toTab(DECIDE_MANY, { input: { members: decided } }, toHeaders(decisions?.token)),
    toTab(REMOVE_MANY, { input: { members: removed } }, asOwner),
    toTab(SET_MEMBERS, { input: wanted }, asOwner),
  ];
}

function toTab(query: string, variables: object, headers: string): ExampleTab {
  return { query, variables: JSON.stringify(variables, null, 2), headers };
}

function toHeaders(token = 'your Keystone token'): string {
  return JSON.stringify({ 'X-Auth-Token': token }, null, 2);
}
