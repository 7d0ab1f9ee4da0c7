import type { GatewayParts } from '../gateway.ts';

/** Messages from the primary to a worker. */
export type ToWorker =
  | { readonly type: 'start'; readonly embedded: GatewayParts['embedded'] }
  | { readonly type: 'stop' | 'retire' | 'leave' }
  /** Follows `deaf`: every process has closed the port, or other workers go on serving it. */
  | { readonly type: 'portClosed' }
  | { readonly type: 'measure'; readonly id: number };

/**
 * Messages from a worker to the primary. A worker begins with `hello`, and the primary sends `start` then, because a
 * message that is sent before the worker listens is lost.
 */
export type ToPrimary =
  | { readonly type: 'hello' }
  | { readonly type: 'ready'; readonly url: string }
  | { readonly type: 'failed'; readonly reason: string }
  /** This worker is stopping and has closed the port. Its connections stay open until `portClosed`. */
  | { readonly type: 'deaf' }
  /** `closed`: this worker has no requests any more and waits for `leave`. `left`: it exits now. */
  | { readonly type: 'closed' | 'left' }
  | { readonly type: 'measured'; readonly id: number; readonly metrics: readonly object[] };

/** Whether the message is one of ours, because Node and libraries use the same channel. */
export function isToWorker(message: unknown): message is ToWorker {
  return hasType(message, ['start', 'stop', 'retire', 'leave', 'portClosed', 'measure']);
}

export function isToPrimary(message: unknown): message is ToPrimary {
  return hasType(message, ['hello', 'ready', 'failed', 'deaf', 'closed', 'left', 'measured']);
}

function hasType(message: unknown, types: readonly string[]): boolean {
  return typeof message === 'object' && message !== null && 'type' in message && types.includes(String(message.type));
}
