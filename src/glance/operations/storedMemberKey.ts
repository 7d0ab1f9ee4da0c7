import { Cancellation } from '../../lib/cancellation.ts';
import { rootOf } from '../caller.ts';
import { getStoredKey, type MemberKey } from '../wire/imageMember.ts';
import type { Wire } from '../wire/wire.ts';

/** The longest time for the look, so that time is left for the write that follows. */
const MAX_LOOK_MS = 2000;

/**
 * Reads how the image service has stored the pair. The stored IDs can differ from the given ones: on MariaDB, unlike
 * SQLite and PostgreSQL, `ABC` also finds `abc`, and spaces at the end are ignored. The response to a DELETE does not
 * tell the stored IDs, and nothing tells which database the image service has.
 */
export async function findStoredKey(wire: Wire, key: MemberKey): Promise<MemberKey> {
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
    // Go on with the given pair: a look that fails must not stop the removal.
    return key;
  } finally {
    look.stopTimer();
    cancellation.offCancel(stop);
  }
}

/** Whether a database can treat two pairs as the same. Another pair is not used: it would remove another membership. */
function isSame(a: MemberKey, b: MemberKey): boolean {
  const toText = ({ imageId, memberId }: MemberKey): string => `${imageId}/${memberId.trimEnd()}`.toLowerCase();
  return toText(a) === toText(b);
}
