import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { MyImagesDocument } from '../generated/graphql.ts';
import { ShareDialog } from '../sharing/ShareDialog.tsx';
import { QueryProblem } from '../ui/QueryProblem.tsx';
import { ImageRow } from './ImageRow.tsx';
import type { OwnImage } from './ownImage.ts';
import './imageList.css';

const PAGE_SIZE = 10;

export function ImageList({ projectId }: { readonly projectId: string }) {
  const variables = { projectId, first: PAGE_SIZE };
  const { data, error, loading, refetch, fetchMore } = useQuery(MyImagesDocument, {
    variables,
    notifyOnNetworkStatusChange: true,
  });
  const [shared, setShared] = useState<OwnImage | null>(null);
  const images = data?.images?.nodes ?? [];
  const { hasNextPage = false, endCursor = null } = data?.images?.pageInfo ?? {};
  return (
    <section className="panel" aria-labelledby="my-images">
      <header className="panel-header">
        <h2 id="my-images">My images</h2>
        <button type="button" className="button button-quiet" onClick={() => void refetch()}>
          Refresh
        </button>
      </header>
      {error && <QueryProblem error={error} what="Your images" onRetry={() => void refetch()} />}
      {!error && !loading && images.length === 0 && <p className="empty">This project has no images yet.</p>}
      <ul className="image-list" aria-busy={loading}>
        {images.map((image) => (
          <ImageRow key={image.id} image={image} onShare={() => setShared(image)} />
        ))}
      </ul>
      {loading && <p className="empty">Reading…</p>}
      {hasNextPage && !loading && (
        <button
          type="button"
          className="button panel-more"
          onClick={() => void fetchMore({ variables: { ...variables, after: endCursor } })}
        >
          Show more
        </button>
      )}
      {shared && <ShareDialog image={shared} onClose={() => setShared(null)} />}
    </section>
  );
}
