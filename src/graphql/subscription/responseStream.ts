import type { FormattedExecutionResult } from 'graphql';
import type { SharingEvent } from '../../live/sharingFeed.ts';

/** Why a stream ended, as far as the stream itself knows. */
export type SourceEnd = 'completed' | 'slow' | 'restart' | 'token' | 'failed';

export interface StreamedResponse {
  readonly response: FormattedExecutionResult;
  /** Whether the source of the events has failed. Nothing follows. */
  readonly isFatal: boolean;
}

export interface ResponseStreamOptions {
  readonly source: AsyncIterator<unknown>;
  /** Executes the subscription for one event. */
  readonly execute: (event: unknown) => Promise<FormattedExecutionResult>;
  /** What a client is told of an error of the source. */
  readonly tell: (error: unknown) => FormattedExecutionResult;
}

type Step =
  | { readonly kind: 'event'; readonly event: unknown; readonly isLast: boolean }
  | { readonly kind: 'error'; readonly error: unknown }
  | { readonly kind: 'end' };

const END: Step = { kind: 'end' };

/**
 * The responses of one subscription. An event is taken from its source only when the one before was sent, so that
 * nothing is kept here for a client that reads slowly.
 */
export class ResponseStream {
  readonly #options: ResponseStreamOptions;
  #end: SourceEnd | null = null;
  #last: Step | null = null;
  #wake: ((step: Step) => void) | null = null;

  constructor(options: ResponseStreamOptions) {
    this.#options = options;
  }

  /** Null while the stream goes on. */
  get end(): SourceEnd | null {
    return this.#end;
  }

  /** Null at the end. Is not called again before it has resolved. */
  async next(): Promise<StreamedResponse | null> {
    const step = this.#last ?? (await this.#pull());
    if (step.kind === 'end') {
      this.#end ??= 'completed';
      return null;
    }
    if (step.kind === 'error') return this.#fail(step.error);
    this.#end = toEnd(step.event) ?? this.#end;
    if (step.isLast) this.#last = END;
    try {
      return { response: await this.#options.execute(step.event), isFatal: false };
    } catch (error) {
      return this.#fail(error);
    }
  }

  /** Sends one more event at once, or after the one that is being executed, and ends the stream. */
  finishWith(event: SharingEvent): void {
    if (this.#last !== null) return;
    this.#finish({ kind: 'event', event, isLast: true });
  }

  /** Ends the stream at once. */
  close(): void {
    if (this.#last !== END) this.#finish(END);
  }

  #fail(error: unknown): StreamedResponse {
    this.close();
    const response = this.#options.tell(error);
    const code = response.errors?.[0]?.extensions?.['code'];
    this.#end = code === 'UNAUTHENTICATED' ? 'token' : 'failed';
    return { response, isFatal: true };
  }

  #finish(step: Step): void {
    this.#last = step;
    this.#wake?.(step);
    // A source that fails while it is closed has nobody to tell.
    void this.#options.source.return?.().catch(() => {});
  }

  /** The listeners are made for each step, because those of one lasting promise would grow with every event. */
  #pull(): Promise<Step> {
    return new Promise((resolve) => {
      this.#wake = (step) => {
        this.#wake = null;
        resolve(step);
      };
      const wake = this.#wake;
      this.#options.source.next().then(
        ({ done, value }) => wake(done === true ? END : { kind: 'event', event: value, isLast: false }),
        (error: unknown) => wake({ kind: 'error', error }),
      );
    });
  }
}

/** A stream that ends after this event ends because of it. */
function toEnd(event: unknown): SourceEnd | null {
  if (typeof event !== 'object' || event === null || !('reason' in event)) return null;
  if (event.reason === 'slowConsumer') return 'slow';
  return event.reason === 'gatewayRestarted' ? 'restart' : null;
}
