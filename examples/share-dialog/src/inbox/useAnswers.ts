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
import { AnswerShareDocument } from '../generated/graphql.ts';
import type { Answer, AnswerFailure, InboxImage } from './inboxImage.ts';

interface Answers {
  /** The answer that was given last; null while there is none, or when it failed. */
  readonly last: Answer | null;
  /** By the id of the image. */
  readonly failures: ReadonlyMap<string, AnswerFailure>;
  readonly answer: (image: InboxImage, status: ImageMemberStatus) => void;
  /** Reads what is stored, after an unknown outcome. */
  readonly check: (image: InboxImage) => void;
  readonly forget: (imageId: string) => void;
}

/** Answers show at once; the image comes back with a failure when one was not stored. */
export function useAnswers(projectId: string): Answers {
  const client = useApolloClient();
  const [last, setLast] = useState<Answer | null>(null);
  const [failures, setFailures] = useState<ReadonlyMap<string, AnswerFailure>>(new Map());

  function forget(imageId: string): void {
    setFailures((before) => new Map([...before].filter(([id]) => id !== imageId)));
  }

  function settle(given: Answer, work: Promise<TaskFailure | null>): void {
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
    answer: (image, status) => settle({ image, status }, sendAnswer(client, projectId, { image, status })),
    check(image) {
      const status = failures.get(image.id)?.status;
      if (status !== undefined) settle({ image, status }, readAnswer(client, projectId, { image, status }));
    },
  };
}

async function sendAnswer(
  client: ApolloClient,
  projectId: string,
  { image, status }: Answer,
): Promise<TaskFailure | null> {
  const key = { imageId: image.id, memberId: projectId };
  const now = new Date().toISOString();
  const { data } = await client.mutate({
    mutation: AnswerShareDocument,
    variables: { input: { ...key, status } },
    // Others may have moved up, and an inbox that was polled since has lost the place of what is taken back.
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

async function readAnswer(
  client: ApolloClient,
  projectId: string,
  { image, status }: Answer,
): Promise<TaskFailure | null> {
  const variables = { imageId: image.id, memberId: projectId };
  const { data } = await client.query({ query: MemberStatusDocument, variables, fetchPolicy: 'network-only' });
  const member = data?.imageMember;
  if (member?.status !== status) return { kind: 'notDone' };
  storeImageMember(client.cache, member);
  return null;
}
