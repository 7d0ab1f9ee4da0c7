import { GlanceError, identifiers, isGlanceError, type MemberKey } from '../../glance/glance.ts';
import type { GraphQLContext } from '../server/context.ts';
import type { NewMember } from './newMemberInput.ts';

/** A pair to add, whose member is known by its ID. */
export interface ResolvedMember extends MemberKey {
  readonly makeShareable: boolean;
  /** Whether the identity service has told that there is such a project. */
  readonly isVerified: boolean;
}

const NOT_VERIFIABLE = 'Nobody could tell the gateway that there is such a project, so nothing was shared.';

/**
 * Finds the IDs of members that are given by name, and asks whether the projects exist where that is required: one
 * question for all names, and one for all IDs.
 * @returns the pair to add, or the error, for each member in their order
 */
export async function resolveMembers(
  members: readonly NewMember[],
  glance: GraphQLContext['glance'],
): Promise<readonly (ResolvedMember | Error)[]> {
  const names = members.flatMap(({ name }) => (name === null ? [] : [name]));
  const ids = members.flatMap(({ memberId, requireVerified }) =>
    memberId !== null && requireVerified ? [memberId] : [],
  );
  const [named, verified] = await Promise.all([
    names.length === 0 ? [] : glance.identity.resolveNames(names).catch((error: unknown) => names.map(() => error)),
    ids.length === 0 ? [] : glance.identity.findProjects(ids),
  ]);
  const foundNames = named.values();
  const foundIds = verified.values();
  return members.map(({ imageId, memberId, makeShareable, requireVerified }) => {
    if (memberId === null) return toResolved(imageId, makeShareable, foundNames.next().value);
    const isVerified = requireVerified && Boolean(foundIds.next().value);
    if (requireVerified && !isVerified) return createNotVerifiable();
    return { imageId, memberId, makeShareable, isVerified };
  });
}

function toResolved(imageId: string, makeShareable: boolean, found: unknown): ResolvedMember | Error {
  // Nothing was sent to the image service.
  if (isGlanceError(found)) return found.with({ outcome: 'notApplied' });
  if (found instanceof Error) return found;
  const memberId = typeof found === 'object' && found !== null && 'id' in found ? found.id : null;
  if (typeof memberId !== 'string' || !identifiers.isMemberId(memberId)) return createProtocolError();
  return { imageId, memberId, makeShareable, isVerified: true };
}

const createNotVerifiable = (): GlanceError =>
  new GlanceError('memberUnresolved', {
    message: NOT_VERIFIABLE,
    unresolved: { reason: 'notVerifiable', candidates: [] },
  });

const createProtocolError = (): GlanceError =>
  new GlanceError('protocol', {
    message: 'The identity service gave an ID of a project that the gateway does not understand.',
    outcome: 'notApplied',
  });
