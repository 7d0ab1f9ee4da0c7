import { GraphQLError, responsePathAsArray, type GraphQLFormattedError, type GraphQLResolveInfo } from 'graphql';
import { GlanceError } from '../../glance/errors.ts';
import type { GlanceImageMember } from '../../glance/wire/imageMember.ts';
import { toLeftOutError, type Rows } from '../../glance/wire/row.ts';
import type { ImageMemberStatus } from '../../generated/resolverTypes.ts';
import type { GraphQLContext } from '../server/context.ts';
import { toGlanceMemberStatus } from '../server/enums.ts';
import { toTopLevelError } from './errors.ts';

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
  { rows, leftOut }: Rows<GlanceImageMember>,
  status: ImageMemberStatus | null | undefined,
  context: Pick<GraphQLContext, 'leftOut'>,
  info: Pick<GraphQLResolveInfo, 'fieldNodes' | 'path'>,
): readonly GlanceImageMember[] {
  tellLeftOut(leftOut, context, info);
  if (!status) return rows;
  const wanted = toGlanceMemberStatus(status);
  const kept: GlanceImageMember[] = [];
  const unreadable: GlanceError[] = [];
  for (const row of rows) {
    const found = row.status;
    if (found === wanted) kept.push(row);
    else if (found instanceof GlanceError) unreadable.push(found);
  }
  if (unreadable[0]) tellLeftOut([toLeftOutError(unreadable[0], unreadable.length)], context, info);
  return kept;
}

/** The errors that wait in a context, as clients see them. */
export function formatLeftOut({ leftOut }: Pick<GraphQLContext, 'leftOut'>): GraphQLFormattedError[] {
  return leftOut.map((error) => ({ ...error.toJSON(), ...toTopLevelError(error.originalError) }));
}
