import { GraphQLError, responsePathAsArray, type GraphQLFormattedError, type GraphQLResolveInfo } from 'graphql';
import { withStatus, type GlanceError, type GlanceImageMember, type Rows } from '../../glance/glance.ts';
import type { ImageMemberStatus } from '../../generated/schemaTypes.ts';
import type { GraphQLContext } from '../server/context.ts';
import { toGlanceMemberStatus } from '../server/enums.ts';
import { toTopLevelError } from './topLevelError.ts';

/**
 * Has the response say that a list has fewer items than it should. A list field cannot give both its items and an error,
 * so the errors wait in the context until the response is sent.
 */
export function tellLeftOut(
  errors: readonly GlanceError[],
  { leftOut }: Pick<GraphQLContext, 'leftOut'>,
  { fieldNodes, path }: Pick<GraphQLResolveInfo, 'fieldNodes' | 'path'>,
): void {
  for (const originalError of errors) {
    const { message } = originalError;
    leftOut.push(new GraphQLError(message, { nodes: fieldNodes, path: responsePathAsArray(path), originalError }));
  }
}

/** The memberships with a status, or all. One whose status cannot be read may have it, so the response tells of it. */
export function toMembers(
  members: Rows<GlanceImageMember>,
  status: ImageMemberStatus | null | undefined,
  context: Pick<GraphQLContext, 'leftOut'>,
  info: Pick<GraphQLResolveInfo, 'fieldNodes' | 'path'>,
): readonly GlanceImageMember[] {
  const { rows, leftOut } = status ? withStatus(members, toGlanceMemberStatus(status)) : members;
  tellLeftOut(leftOut, context, info);
  return rows;
}

/** The errors that wait in a context, as clients see them. */
export function formatLeftOut({ leftOut }: Pick<GraphQLContext, 'leftOut'>): GraphQLFormattedError[] {
  return leftOut.map((error) => ({ ...error.toJSON(), ...toTopLevelError(error.originalError) }));
}
