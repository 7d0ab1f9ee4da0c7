import { useRef, useState } from 'react';
import { refusalOf } from '../permissions.ts';
import { QueryProblem } from '../ui/QueryProblem.tsx';
import { useSelection } from '../ui/useSelection.ts';
import { DecisionNotice } from './DecisionNotice.tsx';
import { InboxBulk } from './InboxBulk.tsx';
import { InboxFilter, type InboxFilterName } from './InboxFilter.tsx';
import type { Decision } from './inboxImage.ts';
import { InboxItem } from './InboxItem.tsx';
import { useDecisions } from './useDecisions.ts';
import { useReceivedImages } from './useReceivedImages.ts';
import './inbox.css';

const EMPTY: Readonly<Record<InboxFilterName, string>> = {
  Pending: 'Nothing to decide. Images that other projects share with you show up here.',
  Accepted: 'You have accepted no image.',
  Rejected: 'You have rejected no image.',
  All: 'No project shares an image with you.',
};

/** The images that other projects share with this project. */
export function Inbox({ projectId }: { readonly projectId: string }) {
  const [filter, setFilter] = useState<InboxFilterName>('Pending');
  const { images, error, isEmpty, hasMore, readMore, refresh } = useReceivedImages(projectId, filter);
  const { last, failures, decide, check, forget } = useDecisions(projectId);
  const selection = useSelection(images);
  const decidable = images.filter(({ permissions }) => refusalOf(permissions?.decide) === null);
  const isBulk = decidable.length > 1;
  // The heading takes the focus, because the clicked button disappears at once.
  const heading = useRef<HTMLHeadingElement>(null);
  function decideAndFocus(decisions: readonly Decision[]): void {
    heading.current?.focus();
    selection.select(images, false);
    decide(decisions);
  }
  return (
    <section className="panel inbox" aria-labelledby="inbox">
      <header className="panel-header">
        <h2 id="inbox" ref={heading} tabIndex={-1}>
          Shared with me
        </h2>
        {filter === 'Pending' && images.length > 0 && <span className="count">{images.length} new</span>}
      </header>
      <InboxFilter value={filter} onChange={setFilter} />
      <DecisionNotice last={last} onUndo={decideAndFocus} />
      {Boolean(error) && <QueryProblem error={error} what="Your inbox" onRetry={refresh} />}
      {isEmpty && <p className="empty">{EMPTY[filter]}</p>}
      {isBulk && <InboxBulk images={decidable} selection={selection} onDecide={decideAndFocus} />}
      <ul className="inbox-list">
        {images.map((image) => (
          <InboxItem
            key={image.id}
            image={image}
            isSelected={selection.has(image)}
            failure={failures.get(image.id) ?? null}
            onSelect={isBulk ? (isSelected) => selection.select([image], isSelected) : null}
            onDecide={(status) => decideAndFocus([{ image, status }])}
            onCheck={() => {
              const failure = failures.get(image.id);
              if (failure) check({ image, status: failure.status });
            }}
            onRefresh={() => {
              forget(image.id);
              refresh();
            }}
          />
        ))}
      </ul>
      {hasMore && (
        <button type="button" className="button panel-more" onClick={readMore}>
          Show more
        </button>
      )}
    </section>
  );
}
