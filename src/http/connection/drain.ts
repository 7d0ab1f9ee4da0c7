import type { Server } from 'node:http';
import { Server as NetServer } from 'node:net';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import type { Connections } from './connections.ts';

/**
 * Milliseconds for which idle connections of a stopping process stay open, so that a request that is already on its way
 * gets its response. Closing at once would reset the connection, and a proxy must not send a mutation again.
 */
const LINGER_MS = 1000;
const LINGER_CHECK_MS = 10;

/** Turns of the event loop after which a stopping process closes its port, also when connections still come. */
const MAX_ACCEPTING_TURNS = 1000;

/** Milliseconds that a request may take to end after its connection was closed. */
const CUT_OFF_MS = 1000;

/** A timer that does not keep the process alive. */
const UNHELD = { ref: false };

/** Ends a server: it takes no new connections, and finishes its requests. */
export class Drain {
  readonly #server: Server;
  readonly #connections: Connections;
  readonly #closed: Promise<unknown>;
  readonly #onLeave: () => void;
  #isLeaving = false;
  #handling = 0;
  #whenIdle = (): void => {};

  /** @param onLeave ends what does not end by itself: streams, and WebSockets */
  constructor(server: Server, connections: Connections, onLeave: () => void) {
    this.#server = server;
    this.#onLeave = onLeave;
    this.#connections = connections;
    this.#closed = new Promise((resolve) => server.once('close', resolve));
  }

  /** True when each response has to close its connection. */
  get isLeaving(): boolean {
    return this.#isLeaving;
  }

  /**
   * Lets the end wait for a request. A number counts the requests, because a Set of promises took a third of all CPU
   * time: V8 copied its memory again and again.
   */
  async track(handled: Promise<void>): Promise<void> {
    this.#handling += 1;
    await handled;
    this.#handling -= 1;
    if (this.#handling === 0) this.#whenIdle();
  }

  async stop(graceMs: number, portClosed?: () => Promise<void>): Promise<void> {
    const end = performance.now() + graceMs;
    await this.#stopListening(end);
    if (portClosed) await Promise.race([portClosed(), wait(Math.max(0, end - performance.now()), undefined, UNHELD)]);
    // Close connections only after the port, because a client opens a new connection when its old one is closed.
    this.#leave();
    await Promise.all([this.#linger(Math.min(LINGER_MS, graceMs)), this.#close(end)]);
  }

  async retire(graceMs: number): Promise<void> {
    const end = performance.now() + graceMs;
    await this.#stopListening(end);
    this.#leave();
    await this.#close(end);
  }

  #leave(): void {
    this.#isLeaving = true;
    this.#onLeave();
  }

  /** @param end on the clock of `performance.now()` */
  async #stopListening(end: number): Promise<void> {
    // Closing the socket resets connections that wait to be accepted, so close it after a turn that accepted none.
    let before = -1;
    for (let turn = 0; turn < MAX_ACCEPTING_TURNS && before !== this.#connections.accepted; turn += 1) {
      if (performance.now() > end) break;
      before = this.#connections.accepted;
      await nextTurn();
    }
    // Use the close of net.Server: the close of http.Server also closes idle connections whose next request may be on
    // its way.
    if (this.#server.listening) NetServer.prototype.close.call(this.#server);
  }

  async #linger(milliseconds: number): Promise<void> {
    const end = performance.now() + milliseconds;
    while (performance.now() < end && this.#connections.open > 0) await wait(LINGER_CHECK_MS);
    this.#server.closeIdleConnections();
    // Node does not count connections without any request as idle.
    this.#connections.destroySilent();
  }

  async #close(end: number): Promise<void> {
    const giveUp = setTimeout(() => this.#connections.destroyAll(), Math.max(0, end - performance.now()));
    await this.#closed;
    clearTimeout(giveUp);
    if (this.#handling === 0) return;
    // Wait a moment for requests whose connections were closed, so that they are logged.
    const idle = new Promise<void>((resolve) => (this.#whenIdle = resolve));
    await Promise.race([idle, wait(CUT_OFF_MS, undefined, UNHELD)]);
  }
}
