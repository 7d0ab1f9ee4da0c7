/**
 * The memberships that one subscriber has been told of, or has read. The image service tells nothing about the members
 * of an image that is deleted or made private, so the gateway has to know them before.
 */
export class KnownMembers {
  readonly #images = new Map<string, Map<string, 'present' | 'dormant'>>();
  #size = 0;

  /** Members of the image whose memberships give access now. */
  present(imageId: string): readonly string[] {
    return this.#with(imageId, 'present');
  }

  /** Whether the image had members when it ceased to be shared. Its memberships come back when it is shared again. */
  hasDormant(imageId: string): boolean {
    return this.#with(imageId, 'dormant').length > 0;
  }

  add(imageId: string, memberId: string): void {
    let members = this.#images.get(imageId);
    if (!members) {
      if (this.#size >= MAX_KNOWN) return;
      this.#images.set(imageId, (members = new Map()));
    }
    if (!members.has(memberId)) {
      if (this.#size >= MAX_KNOWN) return;
      this.#size += 1;
    }
    members.set(memberId, 'present');
  }

  remove(imageId: string, memberId: string): void {
    const members = this.#images.get(imageId);
    if (!members?.delete(memberId)) return;
    this.#size -= 1;
    if (members.size === 0) this.#images.delete(imageId);
  }

  removeImage(imageId: string): void {
    this.#size -= this.#images.get(imageId)?.size ?? 0;
    this.#images.delete(imageId);
  }

  /** The image is not shared any more. */
  sleep(imageId: string): void {
    const members = this.#images.get(imageId);
    for (const memberId of members?.keys() ?? []) members?.set(memberId, 'dormant');
  }

  /** Nothing is known to give access any more. */
  sleepAll(): void {
    for (const imageId of this.#images.keys()) this.sleep(imageId);
  }

  #with(imageId: string, state: 'present' | 'dormant'): string[] {
    return [...(this.#images.get(imageId) ?? [])].flatMap(([memberId, found]) => (found === state ? [memberId] : []));
  }
}

/** Some 100 bytes each. */
const MAX_KNOWN = 10_000;
