import type { Socket } from 'node:net';
import { toReadMs } from '../connection/unreadResponses.ts';

export interface PulseOptions {
  readonly pingMs: number;
  /** Milliseconds that a client has to read what waits, besides the time that its bytes take at the least speed. */
  readonly readMs: number;
}

/**
 * Sends a sign of life at each interval. Nothing is added to what a client has not read yet: a client that reads none
 * of it for too long is `stuck`.
 * @returns a function that stops the pulse
 */
export function startPulse(
  socket: Socket,
  { pingMs, readMs }: PulseOptions,
  { beat, stuck }: { readonly beat: () => void; readonly stuck: () => void },
): () => void {
  let unread = 0;
  let since = 0;
  const timer = setInterval(() => {
    const { writableLength } = socket;
    if (writableLength === 0) return beat();
    if (writableLength !== unread) since = performance.now();
    else if (performance.now() - since > toReadMs(readMs, unread)) stuck();
    unread = writableLength;
  }, pingMs);
  return () => clearInterval(timer);
}
