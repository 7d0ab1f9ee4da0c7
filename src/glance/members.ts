import { toWriter } from './caller.ts';
import { GlanceError } from './errors.ts';
import { isImageId } from './identifiers.ts';
import { addImageMember } from './operations/addImageMember.ts';
import { addImageMembers } from './operations/addImageMembers.ts';
import { findImageMember } from './operations/findImageMember.ts';
import { explainForbidden, type ForbiddenCall, type ForbiddenReason } from './operations/forbiddenReason.ts';
import { makeShareable } from './operations/makeShareable.ts';
import { listImageMembers } from './operations/listImageMembers.ts';
import { settleConcurrently } from './operations/mapConcurrently.ts';
import type { MemberWrites } from './operations/memberWrites.ts';
import { removeImageMember } from './operations/removeImageMember.ts';
import { shareImages, type AddedMember, type NewPair } from './operations/shareImages.ts';
import { updateImageMember } from './operations/updateImageMember.ts';
import type { VisibilityTurns } from './operations/visibilityTurns.ts';
import type { GlanceImageMember, GlanceMemberStatus, MemberKey } from './wire/imageMember.ts';
import type { Rows } from './wire/row.ts';
import type { Wire } from './wire/wire.ts';

const CONCURRENT_GETS = 10;

/** The members of images, as one caller may see and change them. Methods throw GlanceError or CallLimitError only. */
export class Members {
  readonly #wire: Wire;
  readonly #writes: MemberWrites;
  readonly #visibilityTurns: VisibilityTurns;

  constructor(wire: Wire, turns: { readonly writes: MemberWrites; readonly visibilityTurns: VisibilityTurns }) {
    this.#wire = wire;
    this.#writes = turns.writes;
    this.#visibilityTurns = turns.visibilityTurns;
  }

  /** Shares an image with a project. */
  async add(key: MemberKey): Promise<GlanceImageMember> {
    return this.#add(this.#beginWrite(), key);
  }

  /** Shares many pairs. @returns the membership or the error of each pair, in their order */
  addMany(keys: readonly MemberKey[]): Promise<readonly (GlanceImageMember | Error)[]> {
    return addImageMembers(this.#wire.as(toWriter(this.#wire.caller)), keys, (key) => this.add(key));
  }

  /**
   * Like `addMany`, and makes private images shareable first where a pair asks for it.
   * @param readsMembers whether the client asks for the members that get back their access by that
   */
  shareMany(pairs: readonly NewPair[], readsMembers: boolean): Promise<readonly (AddedMember | Error)[]> {
    return shareImages(this.#wire.as(toWriter(this.#wire.caller)), pairs, {
      begin: () => this.#beginWrite(),
      makeShareable: (wire, imageId) =>
        this.#visibilityTurns.take(wire.caller, imageId, () => makeShareable(wire, imageId, readsMembers)),
      add: (wire, key) => this.#add(wire, key),
    });
  }

  /** Stores a project's decision about an image that is shared with the project. */
  async update(key: MemberKey, status: GlanceMemberStatus): Promise<GlanceImageMember> {
    return updateImageMember(this.#beginWrite(), key, status);
  }

  /** Removes a membership. @returns the pair as the image service had stored it */
  async remove(key: MemberKey): Promise<MemberKey> {
    const wire = this.#beginWrite();
    return this.#writes.runRemoval(wire.caller, key, () => removeImageMember(wire, key));
  }

  /** For each key: the membership, null for an unknown membership, or the error of its look-up. */
  findMany(keys: readonly MemberKey[]): Promise<(GlanceImageMember | null | Error)[]> {
    return this.#each(
      keys,
      ({ imageId }) => imageId,
      (key) => findImageMember(this.#wire, key),
    );
  }

  /** For each image: all its members, null for an image that the caller cannot see, or the error of the list. */
  listMany(imageIds: readonly string[]): Promise<(Rows<GlanceImageMember> | null | Error)[]> {
    return this.#each(
      imageIds,
      (id) => id,
      (id) => listImageMembers(this.#wire, id),
    );
  }

  /** Finds out why the image service responded with 403 to a write. */
  explainForbidden(call: ForbiddenCall): Promise<ForbiddenReason> {
    return explainForbidden(this.#wire, call);
  }

  #add(wire: Wire, key: MemberKey): Promise<GlanceImageMember> {
    return this.#writes.runAdd(wire.caller, key, (everyone, turn) => addImageMember(wire.as(everyone), key, turn));
  }

  /**
   * The wire for all calls of one write. The whole write counts as one call of the operation, so that the operation's
   * limit never refuses the calls that find out whether the write was applied.
   * @throws CallLimitError for a write that must not begin
   */
  #beginWrite(): Wire {
    const { caller } = this.#wire;
    caller.share?.beginWrite();
    return this.#wire.as(toWriter(caller));
  }

  #each<K, V>(keys: readonly K[], toImageId: (key: K) => string, load: (key: K) => Promise<V>): Promise<(V | Error)[]> {
    return settleConcurrently(this.#wire.caller, keys, CONCURRENT_GETS, (key) => {
      // Check the ID, because it becomes a part of a path and may come from a row of the image service.
      if (!isImageId(toImageId(key))) throw new GlanceError('protocol', { outcome: 'notApplied' });
      return load(key);
    });
  }
}
