import type { GatewayParts } from '../gateway.ts';

/** What the primary says to a worker. */
export type ToWorker =
  | { readonly type: 'start'; readonly demo: GatewayParts['demo'] }
  | { readonly type: 'stop' | 'retire' | 'release' | 'leave' }
  | { readonly type: 'measure'; readonly id: number };

/** What a worker says to the primary. `hello` asks for `start`: what is sent before somebody listens is lost. */
export type ToPrimary =
  | { readonly type: 'hello' }
  | { readonly type: 'ready'; readonly url: string }
  | { readonly type: 'failed'; readonly reason: string }
  /** The port is closed here, and what came is held until `release`, which comes once no worker has the port open. */
  | { readonly type: 'quiet' }
  /** Every connection is closed here; `leave` answers it. */
  | { readonly type: 'closed' | 'left' }
  | { readonly type: 'measured'; readonly id: number; readonly metrics: readonly object[] };

/** Node and libraries use the same channel. */
export function isToWorker(message: unknown): message is ToWorker {
  return hasType(message, ['start', 'stop', 'retire', 'release', 'leave', 'measure']);
}

export function isToPrimary(message: unknown): message is ToPrimary {
  return hasType(message, ['hello', 'ready', 'failed', 'quiet', 'closed', 'left', 'measured']);
}

function hasType(message: unknown, types: readonly string[]): boolean {
  return typeof message === 'object' && message !== null && 'type' in message && types.includes(String(message.type));
}
