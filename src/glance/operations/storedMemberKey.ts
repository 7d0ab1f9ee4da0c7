import { Cancellation } from '../../lib/cancellation.ts';
import { rootOf } from '../caller.ts';
import { getStoredKey, type MemberKey } from '../wire/imageMember.ts';
import type { Wire } from '../wire/wire.ts';

/** The longest time for the look, so that time is left for the write that follows. */
const MAX_LOOK_MS = 2000;

/** Finds the pair as the image service has stored it. @returns the given pair where a look does not tell */
export type FindStoredKey = (wire: Wire, key: MemberKey) => Promise<MemberKey>;

/**
 * Reads how the image service has stored the pair. The stored IDs can differ from the given ones: on MariaDB, unlike
 * SQLite and PostgreSQL, `ABC` also finds `abc`, and spaces at the end are ignored. The response to a DELETE does not
 * tell the stored IDs, and nothing tells which database the image service has.
 */
export const findStoredKey: FindStoredKey = async (wire, key) => {
  if (!/[a-z]/i.test(key.imageId + key.memberId) && !key.memberId.endsWith(' ')) return key;
  try {
    const stored = await withinLookTime(wire, (look) => getStoredKey(look, key));
    return isSame(stored, key) ? stored : key;
  } catch {
    // Go on with the given pair: a look that fails must not stop the removal.
    return key;
  }
};

/** Makes a look before a write, with a deadline that leaves time for the write. @throws GlanceError at the deadline */
export async function withinLookTime<T>(wire: Wire, read: (wire: Wire) => Promise<T>): Promise<T> {
  const { caller } = wire;
  const { cancellation } = caller;
  const look = new Cancellation(Math.min(cancellation.deadline, performance.now() + MAX_LOOK_MS));
  const stop = (): void => look.cancel(cancellation.reason ?? 'deadline');
  look.startTimer();
  cancellation.onCancel(stop);
  if (cancellation.reason !== null) stop();
  try {
    return await read(wire.as({ ...caller, cancellation: look, root: rootOf(caller) }));
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
