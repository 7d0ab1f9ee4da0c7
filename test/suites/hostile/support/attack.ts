import { setMaxListeners } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Agent, request } from 'undici';
import type { GoodClient } from './goodClient.ts';
import type { Product } from './product.ts';
import type { GlanceBehaviour, ScriptedGlance } from './scriptedGlance.ts';

/** What an attack has at hand. */
export interface Stage {
  readonly product: Product;
  readonly glance: ScriptedGlance;
  /** Posts a document. @returns the status and the text of the answer; null for one that did not come */
  post(document: unknown, token: string | null, signal?: AbortSignal): Promise<Reply | null>;
  /** A socket to the product, destroyed when the attack is over. */
  connect(): Promise<Socket>;
  wait(milliseconds: number): Promise<void>;
  /** Answers that the well-behaved client beside the attack has had. */
  readonly goodAnswers: number;
}

interface Reply {
  readonly status: number;
  readonly text: string;
}

export interface Attack {
  /** Number of the attack in the list of what fell. */
  readonly item: number;
  /** A fact that holds while it runs. */
  readonly name: string;
  /** What it did before there was a defence. */
  readonly before: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly glance?: GlanceBehaviour;
  /** Whether the well-behaved client works beside the attack, from its end on (nothing works while Glance hangs), or not. */
  readonly goodClient?: 'beside' | 'after' | 'none';
  /** Share of the good client's requests that may be lost; a hundredth unless given. */
  readonly mayLose?: number;
  /** Most CPU time that the attack and the good client beside it may take, in milliseconds. */
  readonly maxCpu?: number;
  /** Most memory that the process may have had, in MB; 400 unless given. */
  readonly maxMemory?: number;
  /** Runs to its end, and checks what is its own. */
  run(stage: Stage): Promise<void>;
}

/** @param sockets receives what has to be destroyed at the end */
export function createStage(
  product: Product,
  glance: ScriptedGlance,
  good: GoodClient | null,
): Stage & { end(): Promise<void> } {
  const agent = new Agent({ connections: 1000, pipelining: 1 });
  const sockets: Socket[] = [];
  const { hostname, port } = new URL(product.url);
  return {
    product,
    glance,
    async post(document, token, signal) {
      try {
        const { statusCode, body } = await request(`${product.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...(token === null ? {} : { 'x-auth-token': token }) },
          body: typeof document === 'string' ? document : JSON.stringify(document),
          dispatcher: agent,
          ...(signal ? { signal } : {}),
        });
        return { status: statusCode, text: await body.text() };
      } catch {
        return null;
      }
    },
    connect: () =>
      new Promise((resolve, reject) => {
        const socket = connect(Number(port), hostname, () => resolve(socket));
        sockets.push(socket);
        socket.once('error', reject);
      }),
    wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    get goodAnswers() {
      return good?.counts.answered ?? 0;
    },
    async end() {
      for (const socket of sockets) socket.destroy();
      await agent.destroy();
    },
  };
}

/** One signal for many requests: Node warns of more than ten listeners unless told otherwise. */
export function createLeaving(): AbortController {
  const leaving = new AbortController();
  setMaxListeners(0, leaving.signal);
  return leaving;
}

/** That many things at once, by number. */
export function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_value, index) => make(index));
}
