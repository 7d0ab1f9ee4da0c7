import type { ApolloClient } from '@apollo/client';
import { isImageServiceError } from '@glance-graphql/client';
import { toTaskFailure } from '../../failure/taskFailure.ts';
import { ShareImageDocument, type ShareImageMutation } from '../../generated/graphql.ts';
import type { Recipient } from '../recipients/recipient.ts';
import type { ShareOutcome } from './shareOutcome.ts';

type BatchResult = NonNullable<ShareImageMutation['addImageMembers']>;
type BatchPayload = Extract<BatchResult, { __typename: 'AddImageMembersPayload' }>;
type ItemResult = BatchPayload['results'][number]['result'];

/** Most pairs that the gateway accepts in one call. */
export const BATCH_SIZE = 50;

/** An image, and whether its visibility may be changed so that it can be shared. */
export interface SharedImage {
  readonly imageId: string;
  readonly makeShareable: boolean;
}

/**
 * Shares the image with up to 50 projects in one call.
 * @returns the outcome for each project, in the same order; never rejects
 */
export async function shareImage(
  client: ApolloClient,
  image: SharedImage,
  recipients: readonly Recipient[],
): Promise<readonly ShareOutcome[]> {
  const { data, error } = await client
    .mutate({
      mutation: ShareImageDocument,
      variables: { input: { members: recipients.map(({ target }) => ({ ...image, ...target })) } },
      // Read the data also with errors, because one refused pair must not hide the results of the others.
      errorPolicy: 'all',
    })
    .catch((cause: unknown) => ({ data: undefined, error: cause }));
  const batch = data?.addImageMembers;
  if (batch && isImageServiceError(batch)) {
    return recipients.map(() => ({ state: 'failed', failure: { kind: 'typed', error: batch } }));
  }
  const results = toResults(batch);
  return recipients.map((_, index) => toOutcome(results[index], error));
}

function toResults(batch: BatchResult | null | undefined): readonly ItemResult[] {
  return batch?.__typename === 'AddImageMembersPayload' ? batch.results.map(({ result }) => result) : [];
}

function toOutcome(result: ItemResult | undefined, error: unknown): ShareOutcome {
  if (!result) return { state: 'failed', failure: toTaskFailure(error) };
  if (isImageServiceError(result)) return { state: 'failed', failure: { kind: 'typed', error: result } };
  const { imageMember, verification, visibilityChanged, affectedMembers } = result;
  return {
    state: 'shared',
    share: {
      member: imageMember,
      verification: verification ?? null,
      visibilityChanged,
      affectedMembers: affectedMembers ?? [],
    },
  };
}
