import { BoundedMap } from '../boundedMap.ts';
import type { SourceListener } from '../sharingSource.ts';
import { decodeNotification } from './wire/notification.ts';

/** What became of a message. `double`: the same message came before. `ignored`: it says nothing about sharing. */
export type MessageOutcome = 'change' | 'ignored' | 'double' | 'unreadable';

/** A double comes within seconds of its first message. */
const REMEMBERED_IDS = 10_000;

/**
 * Reads messages for a listener, and drops doubles and messages that cannot be read.
 * @param count called with the outcome of each message
 */
export function createNotificationReader(
  listener: SourceListener,
  count: (outcome: MessageOutcome) => void,
): (text: string) => void {
  const seen = new BoundedMap<string, true>(REMEMBERED_IDS);

  function isDouble(id: string): boolean {
    if (seen.get(id)) return true;
    seen.set(id, true);
    return false;
  }

  return (text) => {
    const notification = decodeNotification(text);
    if (notification === null) return count('unreadable');
    if (isDouble(notification.id)) return count('double');
    if (notification.change === null) return count('ignored');
    count('change');
    listener.change(notification.change);
  };
}
