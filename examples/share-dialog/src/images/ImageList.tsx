import { useId, useState } from 'react';
import { ShareDialog } from '../sharing/ShareDialog.tsx';
import { QueryProblem } from '../ui/QueryProblem.tsx';
import { useDelayed } from '../ui/useDelayed.ts';
import { ImageRow } from './ImageRow.tsx';
import type { OwnImage } from './ownImage.ts';
import { useOwnImages } from './useOwnImages.ts';
import './imageList.css';

const SEARCH_DELAY_MS = 300;

export function ImageList({ projectId }: { readonly projectId: string }) {
  const id = useId();
  const [text, setText] = useState('');
  const sought = useDelayed(text.trim(), SEARCH_DELAY_MS);
  const { images, error, isLoading, hasMore, stoppedEarly, readMore, refresh } = useOwnImages(projectId, sought);
  const [shared, setShared] = useState<OwnImage | null>(null);
  const isEmpty = !error && !isLoading && images.length === 0;
  return (
    <section className="panel" aria-labelledby="my-images">
      <header className="panel-header">
        <h2 id="my-images">My images</h2>
        <button type="button" className="button button-quiet" onClick={refresh}>
          Refresh
        </button>
      </header>
      <search>
        <label className="visually-hidden" htmlFor={id}>
          Search my images
        </label>
        <input
          id={id}
          type="search"
          placeholder="Search by name"
          maxLength={255}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </search>
      {Boolean(error) && <QueryProblem error={error} what="Your images" onRetry={refresh} />}
      <ul className="image-list" aria-busy={isLoading}>
        {images.map((image) => (
          <ImageRow key={image.id} image={image} onShare={() => setShared(image)} />
        ))}
      </ul>
      <output className="image-list-note">
        {isLoading && 'Reading…'}
        {isEmpty && sought === '' && 'This project has no images yet.'}
        {isEmpty && sought !== '' && !stoppedEarly && 'No image has this in its name.'}
        {!isLoading && stoppedEarly && 'The search stopped early, because there are many images. More may match.'}
      </output>
      {hasMore && !isLoading && (
        <button type="button" className="button panel-more" onClick={readMore}>
          {stoppedEarly ? 'Go on searching' : 'Show more'}
        </button>
      )}
      {shared && <ShareDialog image={shared} onClose={() => setShared(null)} />}
    </section>
  );
}
