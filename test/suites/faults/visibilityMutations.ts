import { ADD_RESULT, isShared, mutation } from './mutations.ts';
import { ERROR, ROW, type FaultOperation, type Scene } from './operation.ts';

/** Always another one than what is there. */
const toWanted = ({ before }: Scene): 'SHARED' | 'PRIVATE' => (before.visibility === 'SHARED' ? 'PRIVATE' : 'SHARED');

const CHANGE = {
  input: 'SetImageVisibilityInput',
  selection: `... on SetImageVisibilitySuccess { previousVisibility image { id visibility } affectedMembers { ${ROW} } }
    ... on ImageServiceError { visibilityChanged } ${ERROR}`,
  toVariables: (scene: Scene) => ({ input: { imageId: scene.plot.images.c.id, visibility: toWanted(scene) } }),
  toWrites: () => [],
};

export const setImageVisibility: FaultOperation = mutation({
  ...CHANGE,
  name: 'setImageVisibility',
  as: 'alpha',
  toVisibilityWrite: (scene) => ({ path: ['setImageVisibility'], wanted: toWanted(scene), refusal: null }),
});

/** A member may not change who sees the image, and sees no private image. */
export const setImageVisibilityOfOthers: FaultOperation = mutation({
  ...CHANGE,
  name: 'setImageVisibility of others',
  as: 'beta',
  toVisibilityWrite: (scene) => {
    const sees = scene.before.visibility === 'SHARED' && isShared(scene, 'beta of c');
    return { path: ['setImageVisibility'], wanted: null, refusal: sees ? 'FORBIDDEN' : 'IMAGE_NOT_FOUND' };
  },
});

export const shareAnyway: FaultOperation = mutation({
  name: 'addImageMember with makeShareable',
  as: 'alpha',
  input: 'AddImageMemberInput',
  selection: `... on AddImageMemberSuccess { visibilityChanged affectedMembers { ${ROW} } }
    ... on ImageServiceError { visibilityChanged } ${ADD_RESULT}`,
  makesShareable: true,
  toVariables: ({ lab, plot }) => ({ input: { ...lab.toKey(plot, 'beta of c'), makeShareable: true } }),
  toWrites: (scene) => [
    {
      membership: 'beta of c',
      path: ['addImageMember'],
      wanted: 'shared',
      refusal: isShared(scene, 'beta of c') ? 'MEMBER_ALREADY_EXISTS' : null,
    },
  ],
});

/** Nobody removes a member of a private image. */
export const removeFromC: FaultOperation = mutation({
  name: 'removeImageMember of c',
  as: 'alpha',
  input: 'RemoveImageMemberInput',
  selection: `... on RemoveImageMemberSuccess { deletedImageMemberId imageId memberId } ${ERROR}`,
  toVariables: ({ lab, plot }) => ({ input: lab.toKey(plot, 'beta of c') }),
  toWrites: (scene) => {
    const isPrivate = scene.before.visibility === 'PRIVATE';
    return [
      {
        membership: 'beta of c',
        path: ['removeImageMember'],
        wanted: isPrivate ? null : 'ended',
        refusal: isPrivate ? 'FORBIDDEN' : isShared(scene, 'beta of c') ? null : 'MEMBER_NOT_FOUND',
      },
    ];
  },
});
