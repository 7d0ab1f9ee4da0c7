import type { Membership } from './faultLab.ts';
import {
  addImageMember,
  addImageMembers,
  removeImageMember,
  removeImageMemberOfOthers,
  removeImageMembers,
  setImageMembers,
  updateImageMember,
  updateImageMembers,
} from './mutations.ts';
import type { FaultOperation } from './operation.ts';
import { removeFromC, setImageVisibility, setImageVisibilityOfOthers, shareAnyway } from './visibilityMutations.ts';
import { entities, image, images, imageMember, imageMembers, imageWithMembers, inbox } from './queries.ts';

/** An operation of the table, and what is there before it. */
export interface FaultCase {
  readonly title: string;
  readonly operation: FaultOperation;
  readonly memberships: readonly Membership[];
  /** Whether c is private. */
  readonly hidden?: true;
  /** The first request that meets the fault, where it is not the first one that does what the operation is for. */
  readonly firstRequest?: number;
}

export const MUTATIONS: readonly FaultOperation[] = [
  addImageMember,
  addImageMembers,
  updateImageMember,
  updateImageMembers,
  removeImageMember,
  removeImageMemberOfOthers,
  removeImageMembers,
  setImageMembers,
  setImageVisibility,
  setImageVisibilityOfOthers,
  shareAnyway,
  removeFromC,
];
export const QUERIES: readonly FaultOperation[] = [
  image,
  images,
  inbox,
  imageWithMembers,
  imageMembers,
  imageMember,
  entities,
];

const C_SHARED: readonly Membership[] = ['beta of c', 'gamma of c'];
const SHARED: readonly Membership[] = ['beta of a', 'gamma of b'];

export const CASES: readonly FaultCase[] = [
  { title: 'addImageMember', operation: addImageMember, memberships: ['gamma of a'] },
  { title: 'addImageMember again', operation: addImageMember, memberships: SHARED },
  { title: 'addImageMembers', operation: addImageMembers, memberships: ['gamma of a'] },
  { title: 'updateImageMember', operation: updateImageMember, memberships: SHARED },
  { title: 'updateImageMember of nothing', operation: updateImageMember, memberships: [] },
  { title: 'removeImageMember', operation: removeImageMember, memberships: ['beta of a', 'gamma of a'] },
  { title: 'removeImageMember of nothing', operation: removeImageMember, memberships: ['gamma of a'] },
  {
    title: 'removeImageMember by a member',
    operation: removeImageMemberOfOthers,
    memberships: ['beta of a', 'gamma of a'],
  },
  { title: 'removeImageMember by a stranger', operation: removeImageMemberOfOthers, memberships: SHARED },
  { title: 'updateImageMembers', operation: updateImageMembers, memberships: ['beta of a', 'gamma of b'] },
  {
    title: 'removeImageMembers',
    operation: removeImageMembers,
    memberships: ['beta of a', 'gamma of a', 'gamma of b'],
  },
  { title: 'setImageMembers that adds', operation: setImageMembers, memberships: [] },
  { title: 'setImageMembers that removes', operation: setImageMembers, memberships: ['beta of a', 'gamma of a'] },
  { title: 'setImageMembers that does both', operation: setImageMembers, memberships: ['gamma of a', 'gamma of b'] },
  { title: 'setImageVisibility to PRIVATE', operation: setImageVisibility, memberships: C_SHARED, firstRequest: 2 },
  { title: 'setImageVisibility to SHARED', operation: setImageVisibility, memberships: C_SHARED, hidden: true },
  { title: 'setImageVisibility by a member', operation: setImageVisibilityOfOthers, memberships: C_SHARED },
  // The calls of makeShareable are a look, the PATCH, the members that got back their access, and the add.
  {
    title: 'makeShareable at its PATCH',
    operation: shareAnyway,
    memberships: ['gamma of c'],
    hidden: true,
    firstRequest: 1,
  },
  {
    title: 'makeShareable at its add',
    operation: shareAnyway,
    memberships: ['gamma of c'],
    hidden: true,
    firstRequest: 3,
  },
  { title: 'makeShareable of a member', operation: shareAnyway, memberships: C_SHARED, hidden: true, firstRequest: 3 },
  ...QUERIES.map((operation) => ({ title: operation.name, operation, memberships: SHARED })),
];
