import type { Owner } from '../../fairness/fairLedger.ts';
import type { OperationRecord } from '../../graphql/server/operationRecord.ts';
import type { Subscriber } from '../../graphql/subscription/subscriber.ts';
import { LiveStream } from './liveStream.ts';
import type { Transport } from './streamAccept.ts';
import { createOverload, StreamPlaces, type StreamLimits } from './streamPlaces.ts';
import type { StreamEnd, StreamRecord } from './streamRecord.ts';

export interface StreamsOptions extends StreamLimits {
  /** Called for each written response. */
  readonly countEvent: (transport: Transport) => void;
  /** Called at the end of every stream. Must not throw. */
  readonly report: (record: StreamRecord) => void;
}

/** Where a stream that has started is sent to. */
export interface StreamTarget {
  readonly transport: Transport;
  readonly requestId: string;
  readonly operation: OperationRecord;
  /** Closes the connection at once. */
  readonly cut: () => void;
}

/** A connection that outlives its operations. */
interface Leaver {
  /** Ends the connection when its operations have ended. */
  leave(): void;
  /** Ends the connection at once. */
  cut(): void;
}

/** Milliseconds that the clients of a stopping process have to read the end of their streams. */
const FAREWELL_MS = 1000;

/** All subscriptions of the process, and the WebSockets that carry some of them. */
export class Streams {
  readonly #options: StreamsOptions;
  readonly #places: StreamPlaces;
  readonly #live = new Set<LiveStream>();
  readonly #leavers = new Set<Leaver>();
  readonly #open: Record<Transport, number> = { sse: 0, multipart: 0, websocket: 0 };
  #isLeaving = false;

  constructor(options: StreamsOptions) {
    this.#options = options;
    this.#places = new StreamPlaces(options);
  }

  get open(): Readonly<Record<Transport, number>> {
    return this.#open;
  }

  /**
   * @returns a function that gives the place back, which may be called again
   * @throws GraphQLError where no place is left
   */
  take(owner: Owner): () => void {
    if (this.#isLeaving) throw createOverload('The gateway restarts.');
    return this.#places.take(owner);
  }

  /**
   * @param onEnd called when the stream has ended
   * @returns null for a subscriber without a stream
   */
  start(subscriber: Subscriber, target: StreamTarget, onEnd: (end: StreamEnd) => void): LiveStream | null {
    const { stream } = subscriber;
    const { transport, requestId, operation, cut } = target;
    if (!stream) return null;
    // Every property is written out, because an object made by spreading another one takes half a kilobyte more.
    const live = new LiveStream({
      stream,
      transport,
      requestId,
      operation,
      cut,
      onEvent: () => this.#options.countEvent(transport),
      onEnd: (record) => {
        this.#live.delete(live);
        this.#open[transport] -= 1;
        onEnd(record.end);
        this.#options.report(record);
      },
    });
    this.#live.add(live);
    this.#open[transport] += 1;
    if (this.#isLeaving) live.finishWith(createFarewell());
    return live;
  }

  /** @returns a function that forgets the connection */
  add(leaver: Leaver): () => void {
    this.#leavers.add(leaver);
    if (this.#isLeaving) leaver.leave();
    return () => void this.#leavers.delete(leaver);
  }

  /** Tells every client that the gateway restarts, and ends its stream. A client that does not read is cut off. */
  leave(): void {
    this.#isLeaving = true;
    for (const live of this.#live) live.finishWith(createFarewell());
    for (const leaver of this.#leavers) leaver.leave();
    setTimeout(() => {
      for (const live of this.#live) live.cut('restart');
      for (const leaver of this.#leavers) leaver.cut();
    }, FAREWELL_MS).unref();
  }
}

function createFarewell() {
  return { kind: 'resync', reason: 'gatewayRestarted', at: new Date().toISOString() } as const;
}
