import type { Server } from 'node:http';
import { Server as NetServer } from 'node:net';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import type { Connections } from './connections.ts';

/**
 * Milliseconds for which the connections of a stopping process stay open without a request. A request that is on its way
 * on an idle connection is answered; closing at once would reset it, and a proxy must not send a mutation again.
 */
const LINGER_MS = 1000;
const LINGER_CHECK_MS = 10;

/** Turns of the event loop after which a stopping process takes no more connections, however many still come. */
const MAX_ACCEPTING_TURNS = 1000;

/** Milliseconds that a request whose connection was cut off may take to end. */
const CUT_OFF_MS = 1000;

/** A timer that does not keep the process alive. */
const UNHELD = { ref: false };

/** The end of a server: no new connections, and the requests that it has are answered. */
export class Drain {
  readonly #server: Server;
  readonly #connections: Connections;
  readonly #closed: Promise<unknown>;
  #isLeaving = false;
  #handling = 0;
  #whenIdle = (): void => {};

  constructor(server: Server, connections: Connections) {
    this.#server = server;
    this.#connections = connections;
    this.#closed = new Promise((resolve) => server.once('close', resolve));
  }

  /** Whether each response is the last one of its connection. */
  get isLeaving(): boolean {
    return this.#isLeaving;
  }

  /** Has the end wait for a request. A set of them would do, but moving what V8 keeps of one took a third of all CPU time. */
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
    // Not before: a client whose connection ends opens another one.
    this.#isLeaving = true;
    await Promise.all([this.#linger(Math.min(LINGER_MS, graceMs)), this.#close(end)]);
  }

  async retire(graceMs: number): Promise<void> {
    const end = performance.now() + graceMs;
    await this.#stopListening(end);
    this.#isLeaving = true;
    await this.#close(end);
  }

  /** @param end on the clock of `performance.now()` */
  async #stopListening(end: number): Promise<void> {
    // Connections that wait to be accepted are reset when the socket closes: it closes in a turn that accepted none.
    let before = -1;
    for (let turn = 0; turn < MAX_ACCEPTING_TURNS && before !== this.#connections.accepted; turn += 1) {
      if (performance.now() > end) break;
      before = this.#connections.accepted;
      await nextTurn();
    }
    // Without the HTTP server's own close, which ends idle connections although their next request may be under way.
    if (this.#server.listening) NetServer.prototype.close.call(this.#server);
  }

  async #linger(milliseconds: number): Promise<void> {
    const end = performance.now() + milliseconds;
    while (performance.now() < end && this.#connections.open > 0) await wait(LINGER_CHECK_MS);
    this.#server.closeIdleConnections();
    // Node does not count them among the idle ones.
    this.#connections.destroySilent();
  }

  async #close(end: number): Promise<void> {
    const giveUp = setTimeout(() => this.#connections.destroyAll(), Math.max(0, end - performance.now()));
    await this.#closed;
    clearTimeout(giveUp);
    if (this.#handling === 0) return;
    // A request that was cut off still ends, and says so in the log. One that does not end is not waited for.
    const idle = new Promise<void>((resolve) => (this.#whenIdle = resolve));
    await Promise.race([idle, wait(CUT_OFF_MS, undefined, UNHELD)]);
  }
}
