import type { Membership } from './faultLab.ts';
import { ERROR, ROW, type FaultOperation, type Scene, type Write } from './operation.ts';

export const isShared = ({ before }: Scene, membership: Membership): boolean => before[membership].length > 0;

export function mutation(
  parts: Omit<FaultOperation, 'query' | 'toTruth'> & { input: string; selection: string },
): FaultOperation {
  const { input, selection, ...rest } = parts;
  const [field = ''] = parts.name.split(' ');
  const query = `mutation ($input: ${input}!) { ${field}(input: $input) { __typename ${selection} } }`;
  return { ...rest, query, toTruth: () => null };
}

export const ADD_RESULT = `... on AddImageMemberSuccess { imageMember { ${ROW} } }
    ... on ImageMemberExistsError { existingImageMember { ${ROW} } } ${ERROR}`;

const toAdd = (scene: Scene, membership: Membership, path: Write['path']): Write => ({
  membership,
  path,
  wanted: 'shared',
  refusal: isShared(scene, membership) ? 'MEMBER_ALREADY_EXISTS' : null,
});

export const addImageMember: FaultOperation = mutation({
  name: 'addImageMember',
  as: 'alpha',
  input: 'AddImageMemberInput',
  selection: ADD_RESULT,
  toVariables: ({ lab, plot }) => ({ input: lab.toKey(plot, 'beta of a') }),
  toWrites: (scene) => [toAdd(scene, 'beta of a', ['addImageMember'])],
});

/** One pair stands twice. */
const PAIRS = ['beta of a', 'gamma of a', 'beta of b', 'beta of a'] as const;

export const addImageMembers: FaultOperation = mutation({
  name: 'addImageMembers',
  as: 'alpha',
  input: 'AddImageMembersInput',
  selection: `... on AddImageMembersPayload {
    addedCount failedCount results { imageId memberId result { __typename ${ADD_RESULT} } }
  }`,
  toVariables: ({ lab, plot }) => ({ input: { members: PAIRS.map((pair) => lab.toKey(plot, pair)) } }),
  toWrites: (scene) => PAIRS.map((pair, index) => toAdd(scene, pair, ['addImageMembers', 'results', index, 'result'])),
});

/** A mutation of many pairs, and the name of the count of its successes. */
export const COUNTS: Readonly<Record<string, string>> = {
  addImageMembers: 'addedCount',
  updateImageMembers: 'updatedCount',
  removeImageMembers: 'removedCount',
};

/** Beta decides about both images, and stands twice with the same decision. */
const DECIDED = ['beta of a', 'beta of b', 'beta of a'] as const;

export const updateImageMembers: FaultOperation = mutation({
  name: 'updateImageMembers',
  as: 'beta',
  input: 'UpdateImageMembersInput',
  selection: `... on UpdateImageMembersPayload {
    updatedCount failedCount
    results { imageId memberId result { __typename ... on UpdateImageMemberSuccess { imageMember { ${ROW} } } ${ERROR} } }
  }`,
  toVariables: (scene) => ({
    input: {
      members: DECIDED.map((pair) => ({ ...scene.lab.toKey(scene.plot, pair), status: toDecision(scene, pair) })),
    },
  }),
  toWrites: (scene) =>
    DECIDED.map((membership, index) => ({
      membership,
      path: ['updateImageMembers', 'results', index, 'result'],
      wanted: toDecision(scene, membership),
      refusal: isShared(scene, membership) ? null : 'IMAGE_NOT_FOUND',
    })),
});

export const updateImageMember: FaultOperation = mutation({
  name: 'updateImageMember',
  as: 'beta',
  input: 'UpdateImageMemberInput',
  selection: `... on UpdateImageMemberSuccess { imageMember { ${ROW} } } ${ERROR}`,
  toVariables: (scene) => ({ input: { ...scene.lab.toKey(scene.plot, 'beta of a'), status: toDecision(scene) } }),
  toWrites: (scene) => [
    {
      membership: 'beta of a',
      path: ['updateImageMember'],
      wanted: toDecision(scene),
      // Who is no member sees no image.
      refusal: isShared(scene, 'beta of a') ? null : 'IMAGE_NOT_FOUND',
    },
  ],
});

/** Always another one than what is there. */
function toDecision({ before }: Scene, membership: Membership = 'beta of a'): 'ACCEPTED' | 'REJECTED' {
  return before[membership][0]?.status === 'ACCEPTED' ? 'REJECTED' : 'ACCEPTED';
}

const REMOVAL = {
  input: 'RemoveImageMemberInput',
  selection: `... on RemoveImageMemberSuccess { deletedImageMemberId imageId memberId } ${ERROR}`,
  toVariables: ({ lab, plot }: Scene) => ({ input: lab.toKey(plot, 'beta of a') }),
};

export const removeImageMember: FaultOperation = mutation({
  ...REMOVAL,
  name: 'removeImageMember',
  as: 'alpha',
  toWrites: (scene) => [
    {
      membership: 'beta of a',
      path: ['removeImageMember'],
      wanted: 'ended',
      refusal: isShared(scene, 'beta of a') ? null : 'MEMBER_NOT_FOUND',
    },
  ],
});

/** Gamma sees at most its own membership: a 404 says nothing about that of beta. */
export const removeImageMemberOfOthers: FaultOperation = mutation({
  ...REMOVAL,
  name: 'removeImageMember of others',
  as: 'gamma',
  toWrites: (scene) => [
    {
      membership: 'beta of a',
      path: ['removeImageMember'],
      wanted: null,
      refusal: isShared(scene, 'gamma of a') ? 'MEMBER_NOT_FOUND' : 'IMAGE_NOT_FOUND',
    },
  ],
});

export const removeImageMembers: FaultOperation = mutation({
  name: 'removeImageMembers',
  as: 'alpha',
  input: 'RemoveImageMembersInput',
  selection: `... on RemoveImageMembersPayload {
    removedCount failedCount results { imageId memberId result { __typename ${REMOVAL.selection} } }
  }`,
  toVariables: ({ lab, plot }) => ({ input: { members: PAIRS.map((pair) => lab.toKey(plot, pair)) } }),
  toWrites: (scene) =>
    PAIRS.map((membership, index) => ({
      membership,
      path: ['removeImageMembers', 'results', index, 'result'],
      wanted: 'ended',
      refusal: isShared(scene, membership) ? null : 'MEMBER_NOT_FOUND',
    })),
});

/** Image a is to be shared with the one of beta and gamma with whom it is not shared, or else with gamma alone. */
function toWanted({ before }: Scene): Membership {
  return before['beta of a'].length === 0 ? 'beta of a' : 'gamma of a';
}

const OF_A = ['beta of a', 'gamma of a'] as const;

/**
 * The lists in its answer hold the writes in an order that follows from what was there before. An answer without the
 * lists means that nothing was done.
 */
export const setImageMembers: FaultOperation = mutation({
  name: 'setImageMembers',
  as: 'alpha',
  input: 'SetImageMembersInput',
  selection: `... on SetImageMembersPayload {
    added { memberId result { __typename ${ADD_RESULT} } }
    removed { memberId result { __typename ${REMOVAL.selection} } }
    kept { ${ROW} }
  } ${ERROR}`,
  toVariables: (scene) => {
    const { imageId, memberId } = scene.lab.toKey(scene.plot, toWanted(scene));
    return { input: { imageId, memberIds: [memberId], confirmRemovals: 2 } };
  },
  toWrites: (scene) => {
    const wanted = toWanted(scene);
    return OF_A.flatMap((membership): Write[] => {
      if (membership === wanted && !isShared(scene, membership)) {
        return [{ membership, path: ['setImageMembers', 'added', 0, 'result'], wanted: 'shared', refusal: null }];
      }
      if (membership !== wanted && isShared(scene, membership)) {
        return [{ membership, path: ['setImageMembers', 'removed', 0, 'result'], wanted: 'ended', refusal: null }];
      }
      return [];
    });
  },
  wholePath: ['setImageMembers'],
});
