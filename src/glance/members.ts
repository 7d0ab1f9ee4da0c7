import { toWriter } from './caller.ts';
import { GlanceError } from './errors.ts';
import { isImageId } from './identifiers.ts';
import { addImageMember } from './operations/addImageMember.ts';
import { addImageMembers } from './operations/addImageMembers.ts';
import { findImageMember } from './operations/findImageMember.ts';
import { explainForbidden, type ForbiddenCall, type ForbiddenReason } from './operations/forbiddenReason.ts';
import { listImageMembers } from './operations/listImageMembers.ts';
import { settleConcurrently } from './operations/mapConcurrently.ts';
import type { MemberWrites } from './operations/memberWrites.ts';
import { removeImageMember } from './operations/removeImageMember.ts';
import { updateImageMember } from './operations/updateImageMember.ts';
import type { GlanceImageMember, GlanceMemberStatus, MemberKey } from './wire/imageMember.ts';
import type { Rows } from './wire/row.ts';
import type { Wire } from './wire/wire.ts';

const CONCURRENT_GETS = 10;

/** The members of images, as one caller may see and change them. Every method throws GlanceError or
 * CallLimitError, and nothing else. */
export class Members {
  readonly #wire: Wire;
  readonly #writes: MemberWrites;

  constructor(wire: Wire, writes: MemberWrites) {
    this.#wire = wire;
    this.#writes = writes;
  }

  /** Shares an image with a project. */
  async add(key: MemberKey): Promise<GlanceImageMember> {
    const wire = this.#beginWrite();
    return this.#writes.sharedAdd(wire.caller, key, (everyone, turn) => addImageMember(wire.as(everyone), key, turn));
  }

  /** Shares many pairs. @returns the membership or the error of each pair, in their order */
  addMany(keys: readonly MemberKey[]): Promise<readonly (GlanceImageMember | Error)[]> {
    return addImageMembers(this.#wire.as(toWriter(this.#wire.caller)), keys, (key) => this.add(key));
  }

  /** Stores what a project decided about an image that is shared with it. */
  async update(key: MemberKey, status: GlanceMemberStatus): Promise<GlanceImageMember> {
    return updateImageMember(this.#beginWrite(), key, status);
  }

  /** Ends a membership. @returns the pair as the image service had stored it */
  async remove(key: MemberKey): Promise<MemberKey> {
    const wire = this.#beginWrite();
    return this.#writes.removal(wire.caller, key, () => removeImageMember(wire, key));
  }

  /** The membership or null for each key, or the error that its look-up met. */
  findMany(keys: readonly MemberKey[]): Promise<(GlanceImageMember | null | Error)[]> {
    return this.#each(
      keys,
      ({ imageId }) => imageId,
      (key) => findImageMember(this.#wire, key),
    );
  }

  /** All members of each image, null for an image that cannot be seen, or the error that the list met. */
  listMany(imageIds: readonly string[]): Promise<(Rows<GlanceImageMember> | null | Error)[]> {
    return this.#each(
      imageIds,
      (id) => id,
      (id) => listImageMembers(this.#wire, id),
    );
  }

  /** Why the image service answered 403 to a write. */
  explainForbidden(call: ForbiddenCall): Promise<ForbiddenReason> {
    return explainForbidden(this.#wire, call);
  }

  /**
   * The wire for all calls of one write. The write counts as one call of the operation, and what finds out whether it was
   * applied is not refused.
   * @throws CallLimitError for a write that must not begin
   */
  #beginWrite(): Wire {
    const { caller } = this.#wire;
    caller.share?.beginWrite();
    return this.#wire.as(toWriter(caller));
  }

  #each<K, V>(keys: readonly K[], toImageId: (key: K) => string, load: (key: K) => Promise<V>): Promise<(V | Error)[]> {
    return settleConcurrently(this.#wire.caller, keys, CONCURRENT_GETS, (key) => {
      // Rows of lists name images, and what they name becomes a path.
      if (!isImageId(toImageId(key))) throw new GlanceError('protocol', { outcome: 'notApplied' });
      return load(key);
    });
  }
}
