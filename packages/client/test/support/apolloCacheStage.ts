import { ApolloLink, gql, type ApolloClient, type OperationVariables, type TypedDocumentNode } from '@apollo/client';
import { onTestFinished } from 'vitest';
import { storeImageMember } from '../../src/apollo.ts';
import { AnswerShareDocument, imageMemberId, ShareImageDocument, type ImageMemberStatus } from '../../src/index.ts';
import { createApolloClient } from './apolloClient.ts';
import type { Kit } from './startKit.ts';

interface Counted {
  readonly client: ApolloClient;
  /** Names of the operations that went to the gateway. */
  readonly sent: string[];
}

export function createCountedClient(kit: Kit, token: string): Counted {
  const sent: string[] = [];
  const counter = new ApolloLink((operation, forward) => {
    sent.push(operation.operationName ?? '');
    return forward(operation);
  });
  return { sent, client: createApolloClient({ url: kit.url, token: () => token, links: [counter] }) };
}

export const share = (client: ApolloClient, input: { imageId: string; memberId: string }) =>
  client.mutate({
    mutation: ShareImageDocument,
    variables: { input },
    update(cache, { data }) {
      const result = data?.addImageMember;
      if (result?.__typename === 'AddImageMemberSuccess') storeImageMember(cache, result.imageMember);
    },
  });

export const OPTIMISTIC_TIME = '2000-01-01T00:00:00Z';

export const answer = (
  client: ApolloClient,
  key: { imageId: string; memberId: string },
  status: ImageMemberStatus,
  refetchQueries: TypedDocumentNode[] = [],
) =>
  client.mutate({
    mutation: AnswerShareDocument,
    refetchQueries,
    variables: { input: { ...key, status } },
    optimisticResponse: {
      updateImageMember: {
        __typename: 'UpdateImageMemberSuccess',
        imageMember: {
          __typename: 'ImageMember',
          id: imageMemberId(key),
          ...key,
          status,
          createdAt: OPTIMISTIC_TIME,
          updatedAt: OPTIMISTIC_TIME,
        },
      },
    },
    update(cache, { data }) {
      const result = data?.updateImageMember;
      if (result?.__typename === 'UpdateImageMemberSuccess') storeImageMember(cache, result.imageMember);
    },
  });

/** Everything that a component would be shown, as long as the test runs. */
export function watch<Data, Variables extends OperationVariables, Shown>(
  client: ApolloClient,
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  show: (data: object) => Shown,
  fetchPolicy: 'cache-only' | 'cache-first' = 'cache-only',
): Shown[] {
  const shown: Shown[] = [];
  const options = { query, variables, fetchPolicy };
  const subscription = client.watchQuery<Data, OperationVariables>(options).subscribe(({ data }) => {
    shown.push(show(Object(data)));
  });
  onTestFinished(() => subscription.unsubscribe());
  return shown;
}

export const EDGES = gql`
  query Edges($ownerId: ID!, $first: Int!, $after: String) {
    images(filter: { ownerId: $ownerId }, orderBy: { field: NAME, direction: ASC }, first: $first, after: $after) {
      edges {
        cursor
        node {
          id
          name
        }
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
  }
`;

/** Undefined without data. */
export function toImageIds(data: object): unknown {
  const { images } = Object(data);
  return images?.nodes?.map(({ id }: { id: string }) => id);
}
