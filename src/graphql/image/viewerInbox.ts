import type { ImageSearch } from '../../glance/glance.ts';
import { toSharedInputError, type InputError } from '../error/inputError.ts';
import type { GraphQLContext } from '../server/context.ts';
import type { AskedInbox } from './imageFilterInput.ts';

/**
 * The inbox with its project. Asks the identity service where the client has left the project out.
 * @throws InputError where the project has to be given; GlanceError where the identity service fails
 */
export async function findInbox(
  { projectId, statuses }: AskedInbox,
  { glance: { identity } }: Pick<GraphQLContext, 'glance'>,
): Promise<NonNullable<ImageSearch['inbox']>> {
  if (projectId !== null) return { projectId, statuses };
  if (!identity.isConfigured) throw createMissing('the gateway knows no identity service');
  const { project } = await identity.describeToken();
  if (project === null) throw createMissing('the token is not for a project');
  return { projectId: project.id, statuses };
}

function createMissing(reason: string): InputError {
  const path = ['filter', 'sharedWith', 'projectId'];
  return toSharedInputError([{ path, message: `The project must be given, because ${reason}.` }]);
}
