import { useQuery } from '@apollo/client/react';
import { InboxDocument } from '@glance-graphql/client';
import { useRef } from 'react';
import { QueryProblem } from '../ui/QueryProblem.tsx';
import { DecisionNotice } from './DecisionNotice.tsx';
import { InboxItem } from './InboxItem.tsx';
import { useDecisions } from './useDecisions.ts';
import './inbox.css';

const POLL_MS = 30_000;

/** The images that other projects share with this project, and that wait for a decision. */
export function Inbox({ projectId }: { readonly projectId: string }) {
  const variables = { projectId, first: 10 };
  const options = { variables, pollInterval: POLL_MS };
  const { data, error, loading, refetch, fetchMore } = useQuery(InboxDocument, options);
  const { last, failures, decide, check, forget } = useDecisions(projectId);
  // The heading takes the focus, because the clicked button disappears at once.
  const heading = useRef<HTMLHeadingElement>(null);
  const images = data?.images?.nodes ?? [];
  const { hasNextPage = false, endCursor = null } = data?.images?.pageInfo ?? {};
  return (
    <section className="panel inbox" aria-labelledby="inbox">
      <header className="panel-header">
        <h2 id="inbox" ref={heading} tabIndex={-1}>
          Shared with me
        </h2>
        {images.length > 0 && <span className="count">{images.length} new</span>}
      </header>
      <DecisionNotice
        last={last}
        onUndo={(image) => {
          heading.current?.focus();
          decide(image, 'PENDING');
        }}
      />
      {error && !data && <QueryProblem error={error} what="Your inbox" onRetry={() => void refetch()} />}
      {!error && !loading && images.length === 0 && (
        <p className="empty">Nothing to answer. Images that other projects share with you show up here.</p>
      )}
      <ul className="inbox-list">
        {images.map((image) => (
          <InboxItem
            key={image.id}
            image={image}
            failure={failures.get(image.id) ?? null}
            onDecide={(status) => {
              heading.current?.focus();
              decide(image, status);
            }}
            onCheck={() => check(image)}
            onRefresh={() => {
              forget(image.id);
              void refetch();
            }}
          />
        ))}
      </ul>
      {hasNextPage && (
        <button
          type="button"
          className="button panel-more"
          onClick={() => void fetchMore({ variables: { ...variables, after: endCursor } })}
        >
          Show more
        </button>
      )}
    </section>
  );
}
