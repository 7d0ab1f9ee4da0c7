import { isGlanceError, requireField, type GlanceImage, type GlanceImageMember } from '../glance/glance.ts';
import type { Semaphore } from '../lib/semaphore.ts';
import { type EventQueue } from './eventQueue.ts';
import { toListedMembers } from './listedMembers.ts';
import { KnownMembers } from './knownMembers.ts';
import type { RemovedCause, SharingEvent, SharingSubscription } from './sharingFeed.ts';
import type { SharingChange } from './sharingSource.ts';
import type { Viewer } from './tokenWatch.ts';

/** A change, or the news that changes may have been missed. */
export type Task = SharingChange | 'gap';

/** Milliseconds for which changes are gathered, so that a burst costs one batch of reads. */
const GATHER_MS = 20;

/** Members of so many images of the subscriber's own project are read at the start: each takes a call. */
const MAX_OWN_IMAGES = 20;

/** Changes that may wait while the image service does not respond. With more of them the subscriber is told to read its lists. */
const MAX_TASKS = 2000;

/**
 * Turns changes into events for one subscription, in their order. An event is told only after the image was read with
 * the subscriber's own token; only the end of the subscriber's own membership needs no read, because the image service
 * shows nothing of it any more.
 */
export class Follower {
  readonly queue: EventQueue;
  readonly viewer: Viewer;
  readonly #subscription: SharingSubscription;
  readonly #slots: Semaphore;
  readonly #known = new KnownMembers();
  #tasks: Task[] = [];
  #isWorking = false;

  constructor(subscription: SharingSubscription, viewer: Viewer, slots: Semaphore, queue: EventQueue) {
    this.#subscription = subscription;
    this.viewer = viewer;
    this.#slots = slots;
    this.queue = queue;
  }

  /** Reads the memberships that exist, so that their end can be told. Changes that come meanwhile wait. */
  async begin(): Promise<void> {
    this.#isWorking = true;
    try {
      await this.#readKnown();
    } catch (error) {
      this.#fail(error);
    }
    this.#isWorking = false;
    this.#schedule();
  }

  /** Reads images with the subscriber's token. Leaves out those that it may not see. */
  async peek(imageIds: readonly string[]): Promise<GlanceImage[]> {
    const found = await this.#read((glance) => glance.images.findMany(imageIds));
    return found.flatMap((image) => {
      if (image instanceof Error) throw image;
      return image ?? [];
    });
  }

  handle(task: Task): void {
    if (this.queue.isEnded) return;
    const { imageId } = this.#subscription;
    if (task !== 'gap' && imageId !== null && imageIdOf(task) !== imageId) return;
    // A resync takes the place of all changes that were not told yet.
    if (task === 'gap' || this.#tasks.length >= MAX_TASKS) this.#tasks = ['gap'];
    else this.#tasks.push(task);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isWorking || this.#tasks.length === 0) return;
    this.#isWorking = true;
    setTimeout(() => void this.#work(), GATHER_MS).unref();
  }

  async #work(): Promise<void> {
    const tasks = this.#tasks;
    this.#tasks = [];
    try {
      const changes = tasks.filter((task) => task !== 'gap');
      if (changes.length < tasks.length) await this.#resync();
      const images = await this.#readImages(changes);
      for (const change of changes) await this.#tell(change, images);
    } catch (error) {
      if (isGlanceError(error, 'unauthorized')) this.queue.fail(error);
      // What the batch would have told is not known.
      else await this.#resync().catch((failure: unknown) => this.#fail(failure));
    }
    this.#isWorking = false;
    this.#schedule();
  }

  async #resync(): Promise<void> {
    // An image may have ceased to be shared meanwhile. What is read now gives access.
    this.#known.sleepAll();
    await this.#readKnown();
    this.queue.push({ kind: 'resync', reason: 'sourceLost', at: new Date().toISOString() });
  }

  #fail(error: unknown): void {
    if (isGlanceError(error, 'unauthorized')) this.queue.fail(error);
    else this.queue.push({ kind: 'resync', reason: 'sourceLost', at: new Date().toISOString() });
  }

  async #readKnown(): Promise<void> {
    const { imageId } = this.#subscription;
    const { projectId, isAdmin } = this.viewer;
    if (imageId !== null) {
      const [members] = await this.#read(({ members }) => members.listMany([imageId]));
      for (const { memberId } of toListedMembers(members)) this.#known.add(imageId, memberId);
      return;
    }
    await this.#read(async ({ images, members }) => {
      const shared = await images.listShared();
      const own = shared.filter(({ row }) => row['owner'] === projectId).slice(0, MAX_OWN_IMAGES);
      const lists = await members.listMany(own.map(({ id }) => id));
      for (const [index, { id }] of own.entries()) {
        for (const { memberId } of toListedMembers(lists[index])) this.#known.add(id, memberId);
      }
      // The list of an administrator has the images of every project, whoever their members are.
      if (isAdmin) return;
      for (const { id, row } of shared) if (row['owner'] !== projectId) this.#known.add(id, projectId);
    });
  }

  /** The images that have to be seen before the changes can be told, in one batch. */
  async #readImages(changes: readonly SharingChange[]): Promise<ReadonlyMap<string, GlanceImage>> {
    const ids = [...new Set(changes.filter((change) => this.#needsImage(change)).map(imageIdOf))];
    if (ids.length === 0) return new Map();
    return new Map((await this.peek(ids)).map((image) => [image.id, image]));
  }

  #needsImage(change: SharingChange): boolean {
    switch (change.kind) {
      case 'memberAdded':
      case 'memberUpdated':
        return true;
      case 'memberRemoved':
        return change.member.memberId !== this.viewer.projectId;
      case 'imageDeleted':
        return false;
      case 'imageChanged':
        return change.visibility === 'shared';
    }
  }

  async #tell(change: SharingChange, images: ReadonlyMap<string, GlanceImage>): Promise<void> {
    const imageId = imageIdOf(change);
    const image = images.get(imageId) ?? null;
    switch (change.kind) {
      case 'memberAdded':
      case 'memberUpdated':
        if (!image || !(await this.#maySee(change.member, image))) return;
        this.#known.add(imageId, change.member.memberId);
        return this.#push({ kind: change.kind === 'memberAdded' ? 'added' : 'updated', member: change.member, image });
      case 'memberRemoved': {
        const { memberId } = change.member;
        const isOwn = memberId === this.viewer.projectId;
        if (!isOwn && !(image && (this.#owns(image) || this.viewer.isAdmin))) return;
        this.#known.remove(imageId, memberId);
        return this.#push(toRemoved(imageId, memberId, 'removed'));
      }
      case 'imageDeleted':
        for (const memberId of this.#known.present(imageId)) this.#push(toRemoved(imageId, memberId, 'imageDeleted'));
        return this.#known.removeImage(imageId);
      case 'imageChanged':
        if (change.visibility === null) return;
        if (change.visibility === 'shared') return image ? this.#tellRevived(image) : undefined;
        for (const memberId of this.#known.present(imageId)) {
          this.#push(toRemoved(imageId, memberId, 'visibilityChanged'));
        }
        return this.#known.sleep(imageId);
    }
  }

  /** An image that is shared again: its old memberships give access again, and no notification says so. */
  async #tellRevived(image: GlanceImage): Promise<void> {
    if (requireField(image.visibility) !== 'shared') return;
    const present = new Set(this.#known.present(image.id));
    for (const member of await this.#readMembers(image)) {
      if (present.has(member.memberId)) continue;
      this.#known.add(image.id, member.memberId);
      this.#push({ kind: 'added', member, image });
    }
  }

  async #readMembers(image: GlanceImage): Promise<readonly GlanceImageMember[]> {
    if (this.#owns(image)) {
      const [members] = await this.#read((glance) => glance.members.listMany([image.id]));
      return toListedMembers(members);
    }
    const key = { imageId: image.id, memberId: this.viewer.projectId };
    const [member] = await this.#read((glance) => glance.members.findMany([key]));
    if (member instanceof Error) throw member;
    return member ? [member] : [];
  }

  /**
   * Whether the subscriber may see a membership of an image that it sees. An administrator reads the membership, because
   * a cloud can restrict its administrators.
   */
  async #maySee({ imageId, memberId }: GlanceImageMember, image: GlanceImage): Promise<boolean> {
    if (memberId === this.viewer.projectId || this.#owns(image)) return true;
    if (!this.viewer.isAdmin) return false;
    const [member] = await this.#read((glance) => glance.members.findMany([{ imageId, memberId }]));
    return member !== null && !(member instanceof Error);
  }

  #owns(image: GlanceImage): boolean {
    return requireField(image.owner) === this.viewer.projectId;
  }

  #read: SharingSubscription['read'] = (reads) => this.#slots.run(() => this.#subscription.read(reads));

  #push(event: SharingEvent): void {
    this.queue.push(event);
  }
}

export function imageIdOf(change: SharingChange): string {
  return 'member' in change ? change.member.imageId : change.imageId;
}

function toRemoved(imageId: string, memberId: string, cause: RemovedCause): SharingEvent {
  return { kind: 'removed', key: { imageId, memberId }, cause };
}
