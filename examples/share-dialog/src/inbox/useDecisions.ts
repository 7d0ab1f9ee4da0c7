import type { ApolloClient } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import {
  imageMemberId,
  InboxDocument,
  isImageServiceError,
  MemberStatusDocument,
  type ImageMemberStatus,
} from '@glance-graphql/client';
import { storeImageMember } from '@glance-graphql/client/apollo';
import { useState } from 'react';
import { toTaskFailure, type TaskFailure } from '../failure/taskFailure.ts';
import { DecideShareDocument } from '../generated/graphql.ts';
import type { Decision, DecisionFailure, InboxImage } from './inboxImage.ts';

interface Decisions {
  /** The last decision; null when there is none, or when it failed. */
  readonly last: Decision | null;
  /** Failures by the ID of the image. */
  readonly failures: ReadonlyMap<string, DecisionFailure>;
  readonly decide: (image: InboxImage, status: ImageMemberStatus) => void;
  /** Reads the stored decision after an unknown outcome. */
  readonly check: (image: InboxImage) => void;
  readonly forget: (imageId: string) => void;
}

/** Shows decisions at once. When a decision was not stored, the image returns to the inbox with the failure. */
export function useDecisions(projectId: string): Decisions {
  const client = useApolloClient();
  const [last, setLast] = useState<Decision | null>(null);
  const [failures, setFailures] = useState<ReadonlyMap<string, DecisionFailure>>(new Map());

  function forget(imageId: string): void {
    setFailures((before) => new Map([...before].filter(([id]) => id !== imageId)));
  }

  function settle(given: Decision, work: Promise<TaskFailure | null>): void {
    forget(given.image.id);
    setLast(given);
    work
      .catch((error: unknown) => toTaskFailure(error))
      .then((failure) => {
        if (!failure) return;
        setLast((before) => (before === given ? null : before));
        setFailures((before) => new Map(before).set(given.image.id, { ...given, failure }));
      });
  }

  return {
    last,
    failures,
    forget,
    decide: (image, status) => settle({ image, status }, sendDecision(client, projectId, { image, status })),
    check(image) {
      const status = failures.get(image.id)?.status;
      if (status !== undefined) settle({ image, status }, readDecision(client, projectId, { image, status }));
    },
  };
}

async function sendDecision(
  client: ApolloClient,
  projectId: string,
  { image, status }: Decision,
): Promise<TaskFailure | null> {
  const key = { imageId: image.id, memberId: projectId };
  const now = new Date().toISOString();
  const { data } = await client.mutate({
    mutation: DecideShareDocument,
    variables: { input: { ...key, status } },
    // Read the inbox again: images of the next page move up, and after a poll the cache has no place for an image whose
    // decision is undone.
    refetchQueries: [InboxDocument],
    optimisticResponse: {
      updateImageMember: {
        __typename: 'UpdateImageMemberSuccess',
        imageMember: {
          __typename: 'ImageMember',
          id: imageMemberId(key),
          ...key,
          status,
          createdAt: image.member?.createdAt ?? now,
          updatedAt: now,
        },
      },
    },
    update(cache, { data: stored }) {
      const result = stored?.updateImageMember;
      if (result?.__typename === 'UpdateImageMemberSuccess') storeImageMember(cache, result.imageMember);
    },
  });
  const result = data?.updateImageMember;
  return result && isImageServiceError(result) ? { kind: 'typed', error: result } : null;
}

async function readDecision(
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
