import { GlanceError, type GlanceImage } from '../glance/glance.ts';
import { Semaphore } from '../lib/semaphore.ts';
import { EventQueue } from './eventQueue.ts';
import { ImageOwners, type Owner, type Peek } from './imageOwners.ts';
import type { SharingEvent, SharingFeed, SharingSubscription } from './sharingFeed.ts';
import type { SharingChange, SharingSource } from './sharingSource.ts';
import { Follower, imageIdOf } from './follower.ts';
import { findViewer, watchToken } from './tokenWatch.ts';

export interface NotificationFeedOptions {
  readonly source: SharingSource;
  /** Milliseconds between two questions whether a token is still valid. */
  readonly tokenCheckMs: number;
  /** Called when changes may have been missed. */
  readonly onGap?: () => void;
  /** Called when the source begins or ceases to be live. */
  readonly onState?: (isLive: boolean) => void;
}

/** Batches of reads for subscribers at a time. A change can concern a thousand of them. */
const CONCURRENT_READS = 32;

/** Tokens that are described at a time, so that the identity service is not flooded when many clients come back at once. */
const CONCURRENT_DESCRIPTIONS = 8;

/** Changes that may wait while the owners of images are looked for. */
const MAX_CHANGES = 20_000;

/** Events of the notifications that the image service sends. The source must not be started yet. */
export async function startNotificationFeed(options: NotificationFeedOptions): Promise<SharingFeed> {
  const feed = new NotificationFeed(options);
  await feed.start();
  return feed;
}

class NotificationFeed implements SharingFeed {
  readonly #options: NotificationFeedOptions;
  readonly #slots = new Semaphore(CONCURRENT_READS);
  readonly #descriptions = new Semaphore(CONCURRENT_DESCRIPTIONS);
  readonly #owners = new ImageOwners();
  readonly #byProject = new Map<string, Set<Follower>>();
  readonly #queues = new Set<EventQueue>();
  #isLive = false;
  readonly #whenLive = new Set<() => void>();
  /** Changes that are not given to the subscribers yet. */
  #changes: SharingChange[] = [];
  #isDispatching = false;

  constructor(options: NotificationFeedOptions) {
    this.#options = options;
  }

  start(): Promise<void> {
    // A source that is away from the start on tells no state.
    this.#options.onState?.(false);
    return this.#options.source.start({
      change: (change) => {
        this.#changes.push(change);
        if (this.#changes.length > MAX_CHANGES) this.#loseChanges();
        if (!this.#isDispatching) void this.#dispatch();
      },
      gap: () => this.#loseChanges(),
      state: (isLive) => {
        this.#isLive = isLive;
        this.#options.onState?.(isLive);
        if (!isLive) return;
        for (const goOn of this.#whenLive) goOn();
        this.#whenLive.clear();
      },
    });
  }

  subscribe(subscription: SharingSubscription): AsyncIterableIterator<SharingEvent> {
    const ends: (() => void)[] = [];
    const queue = new EventQueue(() => {
      this.#queues.delete(queue);
      for (const end of ends) end();
    });
    this.#queues.add(queue);
    this.#begin(subscription, queue, ends).catch((error: unknown) => {
      queue.fail(error instanceof Error ? error : new GlanceError('internal', { cause: error }));
    });
    return queue;
  }

  async close(): Promise<void> {
    for (const queue of this.#queues) {
      queue.end({ kind: 'resync', reason: 'gatewayRestarted', at: new Date().toISOString() });
    }
    await this.#options.source.close();
  }

  /** @param ends filled with what has to be done at the end of the subscription */
  async #begin(subscription: SharingSubscription, queue: EventQueue, ends: (() => void)[]): Promise<void> {
    const viewer = await this.#descriptions.run(() => findViewer(subscription));
    if (!this.#isLive) await this.#waitUntilLive(ends);
    if (queue.isEnded) return;
    const follower = new Follower(subscription, viewer, this.#slots, queue);
    ends.push(watchToken(subscription, viewer, this.#options.tokenCheckMs, (error) => queue.fail(error)));
    ends.push(this.#register(follower));
    queue.push({ kind: 'ready', source: 'notifications', at: new Date().toISOString() });
    await follower.begin();
  }

  /** Resolves when the source is live, or when the subscription has ended. */
  async #waitUntilLive(ends: (() => void)[]): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#whenLive.add(resolve);
      ends.push(() => {
        this.#whenLive.delete(resolve);
        resolve();
      });
    });
  }

  #loseChanges(): void {
    this.#changes = [];
    this.#options.onGap?.();
    for (const follower of this.#followers()) follower.handle('gap');
  }

  #register(follower: Follower): () => void {
    const { projectId } = follower.viewer;
    let group = this.#byProject.get(projectId);
    if (!group) {
      this.#byProject.set(projectId, (group = new Set()));
      this.#owners.forgetUnseen();
    }
    const followers = group.add(follower);
    return () => {
      followers.delete(follower);
      if (followers.size === 0) this.#byProject.delete(projectId);
    };
  }

  /** Gives each change to the subscribers that it can concern, in the order of the changes. */
  async #dispatch(): Promise<void> {
    this.#isDispatching = true;
    while (this.#changes.length > 0) {
      const changes = this.#changes;
      this.#changes = [];
      for (const change of changes) {
        if ('ownerId' in change && change.ownerId !== null) this.#owners.set(change.imageId, change.ownerId);
      }
      const peeks = [...this.#byProject.values()].map(
        (group): Peek =>
          (ids) =>
            peekWithOneOf(group, ids),
      );
      const owners = this.#byProject.size === 0 ? null : await this.#owners.find(changes.map(imageIdOf), peeks);
      if (!owners) continue;
      for (const change of changes) {
        const owner = owners.get(imageIdOf(change)) ?? 'unknown';
        for (const follower of this.#findConcerned(change, owner)) follower.handle(change);
        if (change.kind === 'imageDeleted') this.#owners.forget(change.imageId);
      }
    }
    this.#isDispatching = false;
  }

  /** Changes of an image concern everybody who may have known the image. Changes of a member concern two projects. */
  #findConcerned(change: SharingChange, owner: Owner): Iterable<Follower> {
    if (!('member' in change) || owner === 'unknown') return this.#followers();
    const projects = [change.member.memberId, ...(owner === 'nobody' ? [] : [owner.projectId])];
    const concerned = new Set(projects.flatMap((id) => [...(this.#byProject.get(id ?? '') ?? [])]));
    for (const follower of this.#followers()) if (follower.viewer.isAdmin) concerned.add(follower);
    return concerned;
  }

  #followers(): Follower[] {
    return [...this.#byProject.values()].flatMap((group) => [...group]);
  }
}

async function peekWithOneOf(group: ReadonlySet<Follower>, imageIds: readonly string[]): Promise<GlanceImage[]> {
  const [follower] = group;
  return follower ? follower.peek(imageIds) : [];
}
