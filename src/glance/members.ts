import { rootOf, toWriter } from './caller.ts';
import { GlanceError } from './errors.ts';
import type { Identity } from './identity.ts';
import { isImageId } from './identifiers.ts';
import { addImageMember } from './operations/addImageMember.ts';
import { findImageMember } from './operations/findImageMember.ts';
import { explainForbidden, type ForbiddenCall, type ForbiddenReason } from './operations/forbiddenReason.ts';
import { makeShareable } from './operations/makeShareable.ts';
import { listImageMembers } from './operations/listImageMembers.ts';
import { settleConcurrently } from './operations/mapConcurrently.ts';
import type { MemberWrites } from './operations/memberWrites.ts';
import { removeImageMember } from './operations/removeImageMember.ts';
import { carryOut, planMembers, type MembersPlan, type PlanOutcome } from './operations/setImageMembers.ts';
import type { FindStoredKey } from './operations/storedMemberKey.ts';
import { createStoredKeys } from './operations/storedMemberKeys.ts';
import { addImageMembers } from './operations/addImageMembers.ts';
import { shareImages, type AddedMember, type NewPair } from './operations/shareImages.ts';
import { updateImageMember, type Decision } from './operations/updateImageMember.ts';
import type { VisibilityTurns } from './operations/visibilityTurns.ts';
import { toPairId, writeMany, type Written } from './operations/writeMany.ts';
import type { GlanceImageMember, MemberKey } from './wire/imageMember.ts';
import type { Rows } from './wire/row.ts';
import type { Wire } from './wire/wire.ts';

const CONCURRENT_GETS = 10;

/** The members of images, as one caller may see and change them. Methods throw GlanceError or CallLimitError only. */
export class Members {
  readonly #wire: Wire;
  readonly #writes: MemberWrites;
  readonly #visibilityTurns: VisibilityTurns;
  readonly #parts: { readonly identity: Identity };

  /** @param parts the other parts of the caller. The identity is created at its first use. */
  constructor(
    wire: Wire,
    turns: { readonly writes: MemberWrites; readonly visibilityTurns: VisibilityTurns },
    parts: { readonly identity: Identity },
  ) {
    this.#wire = wire;
    this.#writes = turns.writes;
    this.#visibilityTurns = turns.visibilityTurns;
    this.#parts = parts;
  }

  /** Shares an image with a project. @param requestIds gets the request IDs of the calls */
  async add(key: MemberKey, requestIds?: string[]): Promise<GlanceImageMember> {
    return this.#add(this.#beginWrite(requestIds), key);
  }

  /**
   * Shares many pairs. Makes private images shareable first where a pair asks for it.
   * @param readsMembers whether the client asks for the members that get back their access by that
   * @returns what became of each pair, in their order
   */
  shareMany(pairs: readonly NewPair[], readsMembers: boolean): Promise<readonly Written<AddedMember>[]> {
    return shareImages(this.#wire.as(toWriter(this.#wire.caller)), pairs, {
      begin: (requestIds) => this.#beginWrite(requestIds),
      makeShareable: (wire, imageId) =>
        this.#visibilityTurns.take(wire.caller, imageId, () => makeShareable(wire, imageId, readsMembers)),
      add: (wire, key) => this.#add(wire, key),
    });
  }

  /** Stores a project's decision about an image that is shared with the project. */
  async update(decision: Decision, requestIds?: string[]): Promise<GlanceImageMember> {
    return updateImageMember(this.#beginWrite(requestIds), decision);
  }

  /** Stores many decisions. @returns what became of each decision, in their order */
  updateMany(decisions: readonly Decision[]): Promise<readonly Written<GlanceImageMember>[]> {
    return writeMany(
      decisions,
      ({ key, status }) => `${toPairId(key)} ${status}`,
      (decision, requestIds) => this.update(decision, requestIds),
    );
  }

  /** Removes a membership. @returns the pair as the image service had stored it */
  async remove(key: MemberKey, requestIds?: string[]): Promise<MemberKey> {
    const wire = this.#beginWrite(requestIds);
    return this.#writes.runRemoval(wire.caller, key, () => removeImageMember(wire, key));
  }

  /** Removes many memberships. @returns what became of each membership, in their order */
  removeMany(keys: readonly MemberKey[]): Promise<readonly Written<MemberKey>[]> {
    return this.#removeEach(keys, createStoredKeys(this.#wire, keys));
  }

  /**
   * Compares the members of an image with the wanted ones. Changes nothing.
   * @param requestIds gets the request IDs of the calls
   */
  plan(imageId: string, wanted: readonly string[], requestIds: string[]): Promise<MembersPlan> {
    const { caller } = this.#wire;
    return planMembers(this.#wire.as({ ...caller, root: rootOf(caller), requestIds }), imageId, wanted);
  }

  /** Carries out a plan, which holds the memberships as the image service stores them. */
  carryOut(plan: MembersPlan): Promise<PlanOutcome> {
    return carryOut(
      plan,
      (keys) => this.#removeEach(keys, async (_wire, key) => key),
      (keys) =>
        addImageMembers(this.#wire.as(toWriter(this.#wire.caller)), keys, (key, requestIds) =>
          this.add(key, requestIds),
        ),
    );
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
    return explainForbidden(this.#wire, call, this.#parts.identity);
  }

  #removeEach(keys: readonly MemberKey[], findStored: FindStoredKey): Promise<readonly Written<MemberKey>[]> {
    return writeMany(keys, toPairId, async (key, requestIds) => {
      const wire = this.#beginWrite(requestIds);
      return this.#writes.runRemoval(wire.caller, key, () => removeImageMember(wire, key, findStored));
    });
  }

  #add(wire: Wire, key: MemberKey): Promise<GlanceImageMember> {
    return this.#writes.runAdd(wire.caller, key, (everyone, turn) => addImageMember(wire.as(everyone), key, turn));
  }

  /**
   * The wire for all calls of one write. The whole write counts as one call of the operation, so that the operation's
   * limit never refuses the calls that find out whether the write was applied.
   * @throws CallLimitError for a write that must not begin
   */
  #beginWrite(requestIds?: string[]): Wire {
    const { caller } = this.#wire;
    caller.share?.beginWrite();
    return this.#wire.as(toWriter(caller, caller.cancellation, requestIds));
  }

  #each<K, V>(keys: readonly K[], toImageId: (key: K) => string, load: (key: K) => Promise<V>): Promise<(V | Error)[]> {
    return settleConcurrently(this.#wire.caller, keys, CONCURRENT_GETS, (key) => {
      // Check the ID, because it becomes a part of a path and may come from a row of the image service.
      if (!isImageId(toImageId(key))) throw new GlanceError('protocol', { outcome: 'notApplied' });
      return load(key);
    });
  }
}
