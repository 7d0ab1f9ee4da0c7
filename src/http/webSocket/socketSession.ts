import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { ExecutionArgs, GraphQLError } from 'graphql';
import type { Share } from '../../fairness/tenants.ts';
import { Cancellation } from '../../lib/cancellation.ts';
import type { WaitForDrain } from '../connection/unreadResponses.ts';
import type { LiveStream } from '../stream/liveStream.ts';
import { startPulse, type PulseOptions } from '../stream/pulse.ts';
import type { StreamEnd } from '../stream/streamRecord.ts';
import type { TokenReading } from '../token.ts';
import { readInitToken } from './initToken.ts';
import { ToldError } from './outcome.ts';
import type { RunSocketOperation } from './socketOperations.ts';

export interface SocketSessionOptions extends PulseOptions {
  readonly run: RunSocketOperation;
  readonly waitForDrain: WaitForDrain;
  readonly openShare: (request: IncomingMessage, token: string | null) => Share;
  readonly operationTimeoutMs: number;
  readonly maxTokenLength: number;
  readonly maxOperations: number;
}

/** An accepted upgrade. */
export interface OpenedSocket {
  readonly ws: WebSocket;
  readonly socket: Socket;
  readonly request: IncomingMessage;
  /** What the headers of the upgrade say about the token. */
  readonly reading: TokenReading;
  /** Marks the connection as busy. @returns a function that ends this */
  readonly hold: () => () => void;
}

/** The WebSocket close code for an endpoint that goes away. */
const GOING_AWAY = 1001;

/** One WebSocket and its operations. */
export class SocketSession {
  readonly #opened: OpenedSocket;
  readonly #options: SocketSessionOptions;
  readonly #running = new Set<Cancellation>();
  readonly #live = new Map<LiveStream, () => void>();
  readonly #stopPulse: () => void;
  #reading: TokenReading;
  #share: Share;
  #draining: Promise<unknown> | null = null;
  #isAlive = true;
  #isLeaving = false;

  constructor(opened: OpenedSocket, options: SocketSessionOptions) {
    const { ws, socket, request, reading } = opened;
    this.#opened = opened;
    this.#options = options;
    this.#reading = reading;
    this.#share = options.openShare(request, reading.token);
    this.#stopPulse = startPulse(socket, options, { beat: () => this.#beat(), stuck: () => this.cut('slow') });
    ws.on('pong', () => {
      this.#isAlive = true;
    });
    // The library answers each ping at once. Pongs for a client that does not read would fill the memory.
    ws.on('ping', (data) => {
      if (!socket.writableNeedDrain) ws.pong(data);
      else void this.#drain();
    });
  }

  get token(): string | null {
    return this.#reading.token;
  }

  /** Takes the token of `connection_init`, which counts before one in the headers of the upgrade. */
  signIn(payload: unknown): void {
    const reading = readInitToken(payload, this.#options.maxTokenLength);
    if (reading.token === null && reading.problem === null) return;
    this.#reading = reading;
    this.#share.close();
    this.#share = this.#options.openShare(this.#opened.request, reading.token);
  }

  /** Never rejects. @returns errors for an operation that is refused */
  async run(payload: object): Promise<ExecutionArgs | readonly GraphQLError[]> {
    const { maxOperations, operationTimeoutMs, run } = this.#options;
    if (this.#isLeaving) return [toRefusal('UPSTREAM_UNAVAILABLE', 'The gateway restarts.')];
    if (this.#running.size + this.#live.size >= maxOperations) {
      const message = `A WebSocket carries at most ${maxOperations} operations at a time.`;
      return [toRefusal('RATE_LIMITED', message)];
    }
    const cancellation = Cancellation.start(operationTimeoutMs);
    this.#running.add(cancellation);
    const release = this.#opened.hold();
    try {
      return await run(payload, {
        reading: this.#reading,
        request: this.#opened.request,
        share: this.#share,
        cancellation,
        cut: () => this.#opened.ws.terminate(),
        onStream: (live) => this.#live.set(live, this.#opened.hold()),
        onStreamEnd: (live) => {
          this.#live.get(live)?.();
          this.#live.delete(live);
          this.#closeWhenIdle();
        },
      });
    } finally {
      cancellation.stopTimer();
      this.#running.delete(cancellation);
      release();
      this.#closeWhenIdle();
    }
  }

  /** Resolves when the next message may be written. */
  async send(text: string): Promise<void> {
    const { ws, socket } = this.#opened;
    if (ws.readyState !== ws.OPEN) return;
    ws.send(text);
    if (socket.writableNeedDrain) await this.#drain();
  }

  /** Closes the WebSocket when its last operation has ended. */
  leave(): void {
    this.#isLeaving = true;
    this.#closeWhenIdle();
  }

  /** Closes the WebSocket at once. */
  cut(end: StreamEnd = 'restart'): void {
    for (const live of this.#live.keys()) live.end(end);
    this.#opened.ws.terminate();
  }

  /** To be called once, when the WebSocket is closed. */
  end(): void {
    this.#stopPulse();
    for (const cancellation of this.#running) cancellation.cancel('clientGone');
    for (const live of this.#live.keys()) live.end('left');
    this.#share.close();
  }

  #beat(): void {
    const { ws } = this.#opened;
    if (!this.#isAlive) return ws.terminate();
    this.#isAlive = false;
    ws.ping();
  }

  /** Reads nothing more from a client that does not read. */
  #drain(): Promise<unknown> {
    const { ws, socket } = this.#opened;
    ws.pause();
    return (this.#draining ??= this.#options
      .waitForDrain(socket, this.#share, () => this.cut('slow'))
      .finally(() => {
        this.#draining = null;
        ws.resume();
      }));
  }

  /** Waits for a turn of the event loop, in which the last message is written. */
  #closeWhenIdle(): void {
    if (!this.#isLeaving) return;
    setImmediate(() => {
      if (this.#running.size + this.#live.size === 0) this.#opened.ws.close(GOING_AWAY, 'The gateway restarts.');
    });
  }
}

function toRefusal(code: string, message: string): ToldError {
  return new ToldError([{ message, extensions: { code, retryable: true } }]);
}
