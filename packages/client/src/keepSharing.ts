import type { ImageSharingSubscription } from './generated/graphql.ts';
import { toTopLevelErrors, type TopLevelError } from './topLevelError.ts';

/** One event of the subscription `imageSharing`. */
export type SharingEvent = NonNullable<ImageSharingSubscription['imageSharing']>;

/** `connecting`: not live yet. `reconnecting`: was live, and changes are missed meanwhile. `off`: has ended for good. */
export type LiveState = 'connecting' | 'live' | 'reconnecting' | 'off';

/** What one subscription brings. */
export interface SharingSink {
  /** @param error of a response with errors */
  next(data: ImageSharingSubscription | null | undefined, error?: unknown): void;
  error(error: unknown): void;
  complete(): void;
}

/** Starts one subscription. Must not repeat it by itself. @returns a function that ends the subscription */
export type OpenSharing = (sink: SharingSink) => () => void;

export interface SharingHandlers {
  /** Called for each change, in the order of the changes. */
  readonly onChange?: (event: SharingEvent) => void;
  /** Called when changes may have been missed: read the lists again. */
  readonly onMissed?: () => void;
  readonly onState?: (state: LiveState) => void;
  /**
   * Called when the stream has ended for good, because another attempt would end in the same way: with `UNAUTHENTICATED`
   * when the token has expired or was revoked. Let the user sign in, and follow again.
   */
  readonly onEnd?: (errors: readonly TopLevelError[]) => void;
}

export interface KeepOptions {
  /** Longest milliseconds before the first new attempt; each further one waits up to twice as long. 1000 unless given. */
  readonly firstDelayMs?: number;
  /** Most milliseconds before a new attempt. 30,000 unless given. */
  readonly longestDelayMs?: number;
}

/** The server closes the stream after one of these. */
const LAST_REASONS = new Set<unknown>(['SLOW_CONSUMER', 'GATEWAY_RESTARTED']);

/**
 * Keeps a subscription to `imageSharing` alive: after a lost connection, a restart of the gateway and a stream that was
 * read too slowly it subscribes again, after a random time, so that the clients of a gateway do not all come back at once.
 * @returns a function that ends everything; no handler is called after it but `onState` with `off`
 */
export function keepSharing(open: OpenSharing, handlers: SharingHandlers, options: KeepOptions = {}): () => void {
  const { firstDelayMs = 1000, longestDelayMs = 30_000 } = options;
  let state: LiveState = 'connecting';
  let wasLive = false;
  let attempts = 0;
  let close: () => void = () => {};
  let timer: ReturnType<typeof setTimeout> | undefined;

  function change(next: LiveState): void {
    if (state === next || state === 'off') return;
    state = next;
    handlers.onState?.(next);
  }

  function connect(): void {
    let isOver = false;
    let isOpened = false;
    let failure: unknown = null;
    let closeThis = (): void => {};
    const end = (error: unknown): void => {
      if (isOver) return;
      isOver = true;
      // The subscription may end before `open` returns.
      if (isOpened) closeThis();
      if (state !== 'off') again(error);
    };
    closeThis = open({
      next(data, error = null) {
        if (isOver) return;
        failure = error;
        // Some clients do not complete a subscription that has failed, and keep the data of the event before.
        if (error && (!data || toTopLevelErrors(error).some(({ path }) => path === null))) return end(error);
        const event = data?.imageSharing;
        if (event) receive(event, () => end(null));
        // A response without its event: the event is lost.
        else if (state === 'live') handlers.onMissed?.();
      },
      error: end,
      complete: () => end(failure),
    });
    isOpened = true;
    if (isOver) closeThis();
    close = () => {
      isOver = true;
      closeThis();
    };
  }

  function receive(event: SharingEvent, end: () => void): void {
    if (event.__typename === 'ImageSharingReady') {
      attempts = 0;
      change('live');
      if (wasLive) handlers.onMissed?.();
      wasLive = true;
    } else if (event.__typename !== 'ImageSharingResync') handlers.onChange?.(event);
    // The next subscription tells when the lists are to be read: now something would be missed again.
    else if (LAST_REASONS.has(event.reason)) end();
    else handlers.onMissed?.();
  }

  function again(error: unknown): void {
    // The WebSocket library gives the errors as a list.
    const errors = toTopLevelErrors(Array.isArray(error) ? { errors: error } : error);
    if (errors.some(isFinal)) {
      change('off');
      handlers.onEnd?.(errors);
      return;
    }
    change(wasLive ? 'reconnecting' : 'connecting');
    const longest = Math.min(longestDelayMs, firstDelayMs * 2 ** attempts);
    attempts += 1;
    const seconds = Math.max(0, ...errors.map(({ retryAfterSeconds }) => retryAfterSeconds ?? 0));
    timer = setTimeout(connect, seconds * 1000 + longest * Math.random());
  }

  connect();
  return () => {
    if (state === 'off') return;
    clearTimeout(timer);
    change('off');
    close();
  };
}

/** Whether a further attempt would end with the same error. */
function isFinal({ code, retryable }: TopLevelError): boolean {
  return code !== null && code !== 'INTERNAL_SERVER_ERROR' && !retryable;
}
