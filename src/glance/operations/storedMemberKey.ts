import { Cancellation } from '../../lib/cancellation.ts';
import { rootOf } from '../caller.ts';
import { getStoredKey, type MemberKey } from '../wire/imageMember.ts';
import type { Wire } from '../wire/wire.ts';

/** A slow look must leave time for the write that follows it. */
const MAX_LOOK_MS = 2000;

/**
 * The names that a membership has in the image service, where those that were asked for may be others: MariaDB, unlike
 * SQLite and PostgreSQL, takes `ABC` for `abc` and passes over blanks at the end. A DELETE has no response that would
 * tell, and nothing tells which database there is.
 */
export async function toStoredKey(wire: Wire, key: MemberKey): Promise<MemberKey> {
  if (!/[a-z]/i.test(key.imageId + key.memberId) && !key.memberId.endsWith(' ')) return key;
  const { caller } = wire;
  const { cancellation } = caller;
  const look = new Cancellation(Math.min(cancellation.deadline, performance.now() + MAX_LOOK_MS));
  const stop = (): void => look.cancel(cancellation.reason ?? 'deadline');
  look.startTimer();
  cancellation.onCancel(stop);
  if (cancellation.reason !== null) stop();
  try {
    const stored = await getStoredKey(wire.as({ ...caller, cancellation: look, root: rootOf(caller) }), key);
    return isSame(stored, key) ? stored : key;
  } catch {
    // A look that fails must not keep anybody's access alive.
    return key;
  } finally {
    look.stopTimer();
    cancellation.offCancel(stop);
  }
}

/** Whether a database can take one for the other: no response may lead a removal to another membership. */
function isSame(a: MemberKey, b: MemberKey): boolean {
  const toText = ({ imageId, memberId }: MemberKey): string => `${imageId}/${memberId.trimEnd()}`.toLowerCase();
  return toText(a) === toText(b);
}
