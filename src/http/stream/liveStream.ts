import type { OperationRecord } from '../../graphql/server/operationRecord.ts';
import type { ResponseStream, StreamedResponse } from '../../graphql/subscription/responseStream.ts';
import type { SharingEvent } from '../../live/sharingFeed.ts';
import type { Transport } from './streamAccept.ts';
import type { StreamEnd, StreamRecord } from './streamRecord.ts';

export interface LiveStreamOptions {
  readonly stream: ResponseStream;
  readonly transport: Transport;
  readonly requestId: string;
  readonly operation: OperationRecord;
  /** Closes the connection at once. */
  readonly cut: () => void;
  readonly onEvent: () => void;
  /** Called once, when the stream has ended. */
  readonly onEnd: (record: StreamRecord) => void;
}

/** A subscription that runs, from its first response until it ends for whatever reason. */
export class LiveStream {
  readonly #options: LiveStreamOptions;
  readonly #started = performance.now();
  #events = 0;
  #isEnded = false;

  constructor(options: LiveStreamOptions) {
    this.#options = options;
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** The next response to be written. Null at the end, after which the transport completes the stream. */
  async next(): Promise<StreamedResponse | null> {
    const { stream, onEvent } = this.#options;
    const step = await stream.next();
    if (this.#isEnded) return null;
    if (step === null) {
      this.end(stream.end ?? 'completed');
      return null;
    }
    this.#events += 1;
    onEvent();
    return step;
  }

  /** Lets the stream end by itself, after this event. */
  finishWith(event: SharingEvent): void {
    this.#options.stream.finishWith(event);
  }

  /** Ends the stream for one who does not wait for its last response. */
  cut(end: StreamEnd): void {
    this.end(end);
    this.#options.cut();
  }

  /** The first reason counts. */
  end(end: StreamEnd): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    const { stream, requestId, operation, transport, onEnd } = this.#options;
    stream.close();
    const durationMs = performance.now() - this.#started;
    onEnd({ requestId, operation, transport, end, events: this.#events, durationMs });
  }
}
