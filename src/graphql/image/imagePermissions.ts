import type { GraphQLResolveInfo } from 'graphql';
import type { ImagePermission } from '../../generated/schemaTypes.ts';
import { isGlanceError, type Glance, type GlanceImage } from '../../glance/glance.ts';
import { tellLeftOut } from '../error/leftOut.ts';
import type { GraphQLContext } from '../server/context.ts';
import { toForbiddenReason } from '../server/enums.ts';

export type ImagePermissionsModel = NonNullable<Awaited<ReturnType<ReturnType<Glance['as']>['permissions']['of']>>>;

const ALLOWED: ImagePermission = { allowed: true, reason: null };

/**
 * Null where the gateway cannot tell. A list of images has one error for an identity service that fails, at the first
 * image, because the token is described once for all.
 */
export async function loadPermissions(
  image: GlanceImage,
  context: GraphQLContext,
  info: GraphQLResolveInfo,
): Promise<ImagePermissionsModel | null> {
  try {
    return await context.glance.permissions.of(image);
  } catch (error) {
    if (!isGlanceError(error)) throw error;
    if (!context.leftOut.some(({ originalError }) => originalError === error)) tellLeftOut([error], context, info);
    return null;
  }
}

export function toPermission(refusal: ImagePermissionsModel['share']): ImagePermission {
  return refusal === null ? ALLOWED : { allowed: false, reason: toForbiddenReason(refusal) };
}
