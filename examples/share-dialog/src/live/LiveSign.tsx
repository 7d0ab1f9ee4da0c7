import type { LiveState } from '@glance-graphql/client/apollo';
import './liveSign.css';

const SIGNS: Readonly<Record<LiveState, { readonly text: string; readonly title: string }>> = {
  connecting: { text: 'Connecting', title: 'The lists do not follow changes of others yet.' },
  live: { text: 'Live', title: 'The lists follow changes of others by themselves.' },
  reconnecting: { text: 'Reconnecting', title: 'The connection is lost. The lists are read again when it is back.' },
  off: { text: 'Not live', title: 'The lists follow changes of others only when they are read again.' },
};

/** How the connection is that brings the changes of others. */
export function LiveSign({ state, onRetry }: { readonly state: LiveState; readonly onRetry: () => void }) {
  const { text, title } = SIGNS[state];
  return (
    <p className={`live live-${state}`} title={title}>
      <output>{text}</output>
      {state === 'off' && (
        <button type="button" className="live-retry" onClick={onRetry}>
          Try again
        </button>
      )}
    </p>
  );
}
