import type { ImageVisibility, SetImageVisibilityInput } from '../../generated/schemaTypes.ts';
import type { GlanceImage } from '../../glance/glance.ts';
import type { AffectedModel } from '../error/leftOut.ts';
import { mutation } from '../imageMember/mutation.ts';
import { parseImageId } from '../imageMember/memberInput.ts';
import { selectsField } from '../limits/selectedFields.ts';
import type { GraphQLContext } from '../server/context.ts';
import { toGlanceVisibility, toVisibility } from '../server/enums.ts';

type VisibilityChange = Awaited<ReturnType<GraphQLContext['glance']['images']['setVisibility']>>;

export interface VisibilityChangedModel {
  readonly __typename: 'SetImageVisibilitySuccess';
  readonly image: GlanceImage;
  readonly previousVisibility: ImageVisibility;
  readonly affected: AffectedModel;
  /** For the audit log: whether the image had another visibility before. */
  readonly visibilityChanged: boolean;
}

export const imageMutations = {
  setImageVisibility: mutation(
    'setVisibility',
    parseVisibility,
    async ({ imageId, visibility }, { images }, requestIds, info) => {
      const readsMembers = selectsField(info, 'affectedMembers');
      return toChanged(await images.setVisibility(imageId, visibility, readsMembers, requestIds));
    },
  ),
};

/** @throws InputError */
function parseVisibility({ imageId, visibility }: SetImageVisibilityInput, path: readonly string[]) {
  return { imageId: parseImageId(imageId, [...path, 'imageId']), visibility: toGlanceVisibility(visibility) };
}

function toChanged({ image, previousVisibility, affected }: VisibilityChange): VisibilityChangedModel {
  const __typename = 'SetImageVisibilitySuccess';
  const visibilityChanged = image.visibility !== previousVisibility;
  return { __typename, image, previousVisibility: toVisibility(previousVisibility), affected, visibilityChanged };
}
