import { hash } from 'node:crypto';
import type { Caller, Glance } from '../../glance/glance.ts';
import { Cancellation } from '../../lib/cancellation.ts';
import type { SharingFeed } from '../../live/sharingFeed.ts';
import type { Share } from '../../fairness/tenants.ts';
import type { ResponseStream } from './responseStream.ts';

export interface SubscriberOptions {
  readonly glance: Glance;
  /** Null where the gateway has no source of events. */
  readonly sharing: SharingFeed | null;
  readonly token: string;
  readonly share: Share;
  /** Deadline of one batch of reads, and of the execution of one event. */
  readonly operationTimeoutMs: number;
  /** Whether the request came by GET, so that it must not change anything. */
  readonly isReadOnly: boolean;
  /** Takes a place for a stream. @throws GraphQLError where no place is left */
  readonly enter: () => void;
}

/** A client whose transport can carry a subscription. One for each request with such a transport. */
export class Subscriber {
  /** Without a deadline: it is cancelled when the stream ends. */
  readonly caller: Caller;
  /** Set when a subscription has started. The transport sends its responses. */
  stream: ResponseStream | null = null;
  readonly glance: Glance;
  readonly #options: SubscriberOptions;

  constructor(options: SubscriberOptions) {
    this.#options = options;
    this.glance = options.glance;
    this.caller = {
      token: options.token,
      cancellation: new Cancellation(Number.POSITIVE_INFINITY),
      share: options.share,
    };
  }

  get sharing(): SharingFeed | null {
    return this.#options.sharing;
  }

  get isReadOnly(): boolean {
    return this.#options.isReadOnly;
  }

  /** @throws GraphQLError where no place is left */
  enter(): void {
    this.#options.enter();
  }

  /** A hash that stands for the token. */
  get tokenKey(): string {
    return hash('sha256', this.#options.token, 'base64url');
  }

  /** Makes one batch of reads of the image service. */
  read = async <T>(reads: (glance: ReturnType<Glance['as']>) => Promise<T>): Promise<T> => {
    const batch = this.beginBatch();
    try {
      return await reads(this.glance.as(batch.caller));
    } finally {
      batch.end();
    }
  };

  /** A caller with a deadline and a count of calls of its own. Cancelled when the stream ends. */
  beginBatch(): Batch {
    return new Batch(this.caller, this.#options.share, this.#options.operationTimeoutMs);
  }

  /** To be called when the stream has ended, or when none was started. */
  leave(): void {
    this.stream?.close();
    this.caller.cancellation.cancel('clientGone');
  }
}

export class Batch {
  readonly caller: Caller;
  readonly #life: Cancellation;
  readonly #follow: () => void;

  constructor({ token, cancellation: life }: Caller, share: Share, timeoutMs: number) {
    const cancellation = Cancellation.start(timeoutMs);
    this.caller = { token, cancellation, share: share.renew() };
    this.#life = life;
    this.#follow = () => cancellation.cancel('clientGone');
    if (life.reason !== null) cancellation.cancel(life.reason);
    life.onCancel(this.#follow);
    cancellation.onCancel(() => life.offCancel(this.#follow));
  }

  /** Frees the timer. A batch that is not ended is freed at its deadline. */
  end(): void {
    this.caller.cancellation.stopTimer();
    this.#life.offCancel(this.#follow);
  }
}
