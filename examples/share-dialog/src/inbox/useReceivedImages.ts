import { useQuery } from '@apollo/client/react';
import { ReceivedImagesDocument } from '../generated/graphql.ts';
import type { InboxImage } from './inboxImage.ts';
import { INBOX_FILTERS, type InboxFilterName } from './InboxFilter.tsx';

const POLL_MS = 30_000;

interface ReceivedImages {
  readonly images: readonly InboxImage[];
  /** Undefined also while images of an earlier read are on the screen. */
  readonly error: unknown;
  readonly isEmpty: boolean;
  readonly hasMore: boolean;
  readMore(): void;
  refresh(): void;
}

export function useReceivedImages(projectId: string, filter: InboxFilterName): ReceivedImages {
  const variables = { projectId, statuses: INBOX_FILTERS[filter], first: 10 };
  const { data, error, loading, refetch, fetchMore } = useQuery(ReceivedImagesDocument, {
    variables,
    pollInterval: POLL_MS,
    fetchPolicy: 'cache-and-network',
    // A name or a permission that cannot be read must not hide the images.
    errorPolicy: 'all',
  });
  const images = data?.images?.nodes ?? [];
  const { hasNextPage = false, endCursor = null } = data?.images?.pageInfo ?? {};
  return {
    images,
    error: data?.images ? undefined : error,
    isEmpty: !error && !loading && images.length === 0,
    hasMore: hasNextPage,
    readMore: () => void fetchMore({ variables: { ...variables, after: endCursor } }),
    refresh: () => void refetch(),
  };
}
