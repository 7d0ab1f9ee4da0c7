import type { ApolloClient } from '@apollo/client';
import { isImageServiceError } from '@glance-graphql/client';
import { toTaskFailure, type TaskFailure } from '../../failure/taskFailure.ts';
import { RemoveSharesDocument, type NamedMembershipFragment } from '../../generated/graphql.ts';

/** Most memberships that the gateway accepts in one call. */
export const BATCH_SIZE = 50;

/**
 * Removes up to 50 members in one call.
 * @returns the failure of each member, in the same order; null for a removed one. Never rejects
 */
export async function removeMembers(
  client: ApolloClient,
  members: readonly NamedMembershipFragment[],
): Promise<readonly (TaskFailure | null)[]> {
  const { data, error } = await client
    .mutate({
      mutation: RemoveSharesDocument,
      variables: { input: { members: members.map(({ imageId, memberId }) => ({ imageId, memberId })) } },
      // Read the data also with errors, because one refused member must not hide the results of the others.
      errorPolicy: 'all',
    })
    .catch((cause: unknown) => ({ data: undefined, error: cause }));
  const batch = data?.removeImageMembers;
  if (batch && isImageServiceError(batch)) return members.map(() => ({ kind: 'typed', error: batch }));
  return members.map((_, index) => {
    const result = batch?.results[index]?.result;
    if (!result) return toTaskFailure(error);
    if (isImageServiceError(result)) return { kind: 'typed', error: result };
    return null;
  });
}
