import type { GatewayParts } from '../gateway.ts';

/** What the primary says to a worker. */
export type ToWorker =
  | { readonly type: 'start'; readonly demo: GatewayParts['demo'] }
  | { readonly type: 'stop' | 'retire' | 'leave' }
  /** Answers `deaf`: no process takes connections any more, or others go on doing so. */
  | { readonly type: 'portClosed' }
  | { readonly type: 'measure'; readonly id: number };

/** What a worker says to the primary. `hello` asks for `start`: what is sent before somebody listens is lost. */
export type ToPrimary =
  | { readonly type: 'hello' }
  | { readonly type: 'ready'; readonly url: string }
  | { readonly type: 'failed'; readonly reason: string }
  /** This worker, which was told to stop, takes no new connections; its clients keep theirs until `portClosed`. */
  | { readonly type: 'deaf' }
  /** Nothing is under way here any more; `leave` answers it. */
  | { readonly type: 'closed' | 'left' }
  | { readonly type: 'measured'; readonly id: number; readonly metrics: readonly object[] };

/** Node and libraries use the same channel. */
export function isToWorker(message: unknown): message is ToWorker {
  return hasType(message, ['start', 'stop', 'retire', 'leave', 'portClosed', 'measure']);
}

export function isToPrimary(message: unknown): message is ToPrimary {
  return hasType(message, ['hello', 'ready', 'failed', 'deaf', 'closed', 'left', 'measured']);
}

function hasType(message: unknown, types: readonly string[]): boolean {
  return typeof message === 'object' && message !== null && 'type' in message && types.includes(String(message.type));
}
