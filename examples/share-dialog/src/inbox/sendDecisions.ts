import type { ApolloClient } from '@apollo/client';
import { imageMemberId, isImageServiceError, MemberStatusDocument } from '@glance-graphql/client';
import { storeImageMember } from '@glance-graphql/client/apollo';
import { toTaskFailure, type TaskFailure } from '../failure/taskFailure.ts';
import { DecideSharesDocument, ReceivedImagesDocument, type DecideSharesMutation } from '../generated/graphql.ts';
import type { Decision } from './inboxImage.ts';

type BatchResult = NonNullable<DecideSharesMutation['updateImageMembers']>;

/** Most decisions that the gateway accepts in one call. */
export const BATCH_SIZE = 50;

/**
 * Stores up to 50 decisions in one call. The lists show them at once, and take back those that were not stored.
 * @returns the failure of each decision, in the same order; null for a stored one. Never rejects
 */
export async function sendDecisions(
  client: ApolloClient,
  projectId: string,
  decisions: readonly Decision[],
): Promise<readonly (TaskFailure | null)[]> {
  const { data, error } = await client
    .mutate({
      mutation: DecideSharesDocument,
      variables: {
        input: { members: decisions.map(({ image, status }) => ({ imageId: image.id, memberId: projectId, status })) },
      },
      errorPolicy: 'all',
      // Read the inbox again: images of the next page move up, and after a poll the cache has no place for an image
      // whose decision is undone.
      refetchQueries: [ReceivedImagesDocument],
      optimisticResponse: { updateImageMembers: toExpected(projectId, decisions) },
    })
    .catch((cause: unknown) => ({ data: undefined, error: cause }));
  const batch = data?.updateImageMembers;
  if (batch && isImageServiceError(batch)) return decisions.map(() => ({ kind: 'typed', error: batch }));
  const items = toItems(batch);
  return decisions.map((_, index) => {
    const result = items[index]?.result;
    if (!result) return toTaskFailure(error);
    return isImageServiceError(result) ? { kind: 'typed', error: result } : null;
  });
}

/** Reads the stored decision after an unknown outcome. */
export async function readDecision(
  client: ApolloClient,
  projectId: string,
  { image, status }: Decision,
): Promise<TaskFailure | null> {
  const variables = { imageId: image.id, memberId: projectId };
  const { data } = await client.query({ query: MemberStatusDocument, variables, fetchPolicy: 'network-only' });
  const member = data?.imageMember;
  if (member?.status !== status) return { kind: 'notDone' };
  storeImageMember(client.cache, member);
  return null;
}

function toItems(batch: BatchResult | null | undefined) {
  return batch?.__typename === 'UpdateImageMembersPayload' ? batch.results : [];
}

/** What the gateway returns when all decisions are stored. */
function toExpected(memberId: string, decisions: readonly Decision[]): BatchResult {
  const now = new Date().toISOString();
  return {
    __typename: 'UpdateImageMembersPayload',
    results: decisions.map(({ image, status }) => ({
      __typename: 'UpdateImageMembersItem',
      result: {
        __typename: 'UpdateImageMemberSuccess',
        imageMember: {
          __typename: 'ImageMember',
          id: imageMemberId({ imageId: image.id, memberId }),
          imageId: image.id,
          memberId,
          status,
          createdAt: image.member?.createdAt ?? now,
          updatedAt: now,
        },
      },
    })),
  };
}
