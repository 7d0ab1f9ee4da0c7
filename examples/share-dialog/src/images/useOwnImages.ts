import { useQuery } from '@apollo/client/react';
import { MyImagesDocument } from '../generated/graphql.ts';
import type { OwnImage } from './ownImage.ts';

const PAGE_SIZE = 10;

interface OwnImages {
  readonly images: readonly OwnImage[];
  readonly error: unknown;
  readonly isLoading: boolean;
  readonly hasMore: boolean;
  /** Whether the search stopped before it had looked at all images. */
  readonly stoppedEarly: boolean;
  readMore(): void;
  refresh(): void;
}

/** @param name a part of the name of an image; an empty text finds all */
export function useOwnImages(projectId: string, name: string): OwnImages {
  const variables = { projectId, first: PAGE_SIZE, ...(name === '' ? {} : { nameContains: name }) };
  const { data, error, loading, refetch, fetchMore } = useQuery(MyImagesDocument, {
    variables,
    notifyOnNetworkStatusChange: true,
    // Members or permissions that cannot be read must not hide the images.
    errorPolicy: 'all',
  });
  const { hasNextPage = false, endCursor = null } = data?.images?.pageInfo ?? {};
  return {
    images: data?.images?.nodes ?? [],
    error: data?.images ? undefined : error,
    isLoading: loading,
    hasMore: hasNextPage,
    stoppedEarly: data?.images?.stoppedEarly ?? false,
    readMore: () => void fetchMore({ variables: { ...variables, after: endCursor } }),
    refresh: () => void refetch(),
  };
}
