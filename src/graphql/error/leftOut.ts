import { GraphQLError, responsePathAsArray, type GraphQLFormattedError, type GraphQLResolveInfo } from 'graphql';
import { withStatus, type GlanceError, type GlanceImageMember, type Rows } from '../../glance/glance.ts';
import type { ImageMemberStatus } from '../../generated/schemaTypes.ts';
import type { GraphQLContext } from '../server/context.ts';
import { toGlanceMemberStatus } from '../server/enums.ts';
import { toTopLevelError } from './topLevelError.ts';

/**
 * Adds errors to the response for items that a list leaves out. A field of a list cannot return both items and errors,
 * so the errors are kept in the context until the response is sent.
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

/** The memberships that a change of the visibility concerns, or why they could not be read; null where there are none. */
export type AffectedModel = Rows<GlanceImageMember> | Error | null;

/** @throws the error of memberships that could not be read */
export function selectAffected(
  affected: AffectedModel,
  context: Pick<GraphQLContext, 'leftOut'>,
  info: Pick<GraphQLResolveInfo, 'fieldNodes' | 'path'>,
): readonly GlanceImageMember[] {
  if (affected instanceof Error) throw affected;
  return affected === null ? [] : selectMembers(affected, null, context, info);
}

/** The memberships with a status, or all. Adds an error to the response for memberships whose status cannot be read. */
export function selectMembers(
  members: Rows<GlanceImageMember>,
  status: ImageMemberStatus | null | undefined,
  context: Pick<GraphQLContext, 'leftOut'>,
  info: Pick<GraphQLResolveInfo, 'fieldNodes' | 'path'>,
): readonly GlanceImageMember[] {
  const { rows, leftOut } = status ? withStatus(members, toGlanceMemberStatus(status)) : members;
  tellLeftOut(leftOut, context, info);
  return rows;
}

/** The errors that `tellLeftOut` has kept in the context, as clients see them. */
export function formatLeftOut({ leftOut }: Pick<GraphQLContext, 'leftOut'>): GraphQLFormattedError[] {
  return leftOut.map((error) => ({ ...error.toJSON(), ...toTopLevelError(error.originalError) }));
}
