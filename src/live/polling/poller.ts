import { GlanceError, isGlanceError, requireField, type GlanceImage } from '../../glance/glance.ts';
import type { EventQueue } from '../eventQueue.ts';
import type { RemovedCause, SharingEvent, SharingSubscription } from '../sharingFeed.ts';
import { findViewer, watchToken, type Viewer } from '../tokenWatch.ts';
import { compareSnapshots, joinSnapshots, type Difference } from './compareSnapshots.ts';
import type { PollBudget } from './pollBudget.ts';
import { readImageSharing, readSharing, type ReadGlance, type SharingSnapshot } from './sharingSnapshot.ts';

export interface PollerOptions {
  readonly intervalMs: number;
  readonly tokenCheckMs: number;
  readonly budget: PollBudget;
}

/** Without changes the interval grows by this factor each time, up to the longest one. */
const GROWTH = 1.5;
const LONGEST = 6;

/** Calls that the first poll is taken to make. */
const FIRST_CALLS = 8;

/**
 * Reads the memberships of one token again and again, and tells all its subscriptions of the differences. A read that
 * fails loses nothing: the next one is compared with the last one that succeeded.
 */
export class Poller {
  readonly #options: PollerOptions;
  readonly #queues = new Map<EventQueue, SharingSubscription>();
  readonly #onIdle: () => void;
  #known: SharingSnapshot['images'] | null = null;
  #round = 0;
  #intervalMs: number;
  #timer: NodeJS.Timeout | null = null;
  #wake: () => void = () => {};
  #endWatch: () => void = () => {};
  #isEnded = false;

  /** @param onIdle called once, when the last subscription has ended */
  constructor(options: PollerOptions, onIdle: () => void) {
    this.#options = options;
    this.#intervalMs = options.intervalMs;
    this.#onIdle = onIdle;
  }

  /** To be called once, after the first `add`. */
  async run(): Promise<void> {
    try {
      const viewer = await findViewer({ read: this.#read });
      this.#endWatch = watchToken({ read: this.#read }, viewer, this.#options.tokenCheckMs, (error) =>
        this.#fail(error),
      );
      await this.#pollAgainAndAgain(viewer);
    } catch (error) {
      this.#fail(error);
    }
  }

  add(queue: EventQueue, subscription: SharingSubscription): void {
    this.#queues.set(queue, subscription);
    if (this.#known) queue.push(createReady());
  }

  remove(queue: EventQueue): void {
    this.#queues.delete(queue);
    if (this.#queues.size > 0 || this.#isEnded) return;
    this.#isEnded = true;
    if (this.#timer) clearTimeout(this.#timer);
    this.#wake();
    this.#endWatch();
    this.#onIdle();
  }

  /** Polls until the end. @throws GlanceError of the first poll, and of a token that is refused */
  async #pollAgainAndAgain(viewer: Viewer): Promise<void> {
    let calls = FIRST_CALLS;
    await this.#wait(this.#options.budget.take(calls));
    while (!this.#isEnded) {
      const asked = calls;
      try {
        const snapshot = await this.#read((glance) => this.#readSnapshot(glance, viewer));
        ({ calls } = snapshot);
        this.#adaptInterval(await this.#tell(snapshot, viewer));
      } catch (error) {
        if (this.#known === null || isGlanceError(error, 'unauthorized')) throw error;
      }
      // Correct the estimate, and take the calls of the next poll.
      const budgetMs = this.#options.budget.take(calls - asked + calls);
      await this.#wait(Math.max(this.#intervalMs, budgetMs));
    }
  }

  #adaptInterval(hasChanged: boolean): void {
    const { intervalMs } = this.#options;
    this.#intervalMs = hasChanged ? intervalMs : Math.min(this.#intervalMs * GROWTH, intervalMs * LONGEST);
  }

  async #wait(milliseconds: number): Promise<void> {
    if (milliseconds <= 0) return;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      this.#timer = setTimeout(resolve, milliseconds);
      this.#timer.unref();
    });
  }

  #readSnapshot(glance: ReadGlance, viewer: Viewer): Promise<SharingSnapshot> {
    const imageId = this.#imageId;
    return imageId === null ? readSharing(glance, viewer, this.#round++) : readImageSharing(glance, imageId);
  }

  async #tell(snapshot: SharingSnapshot, { projectId }: Viewer): Promise<boolean> {
    const before = this.#known;
    if (before === null) {
      this.#known = snapshot.images;
      for (const queue of this.#queues.keys()) queue.push(createReady());
      return false;
    }
    const differences = compareSnapshots(before, snapshot);
    const events =
      differences.length === 0 ? [] : await this.#read((glance) => toEvents(glance, differences, projectId));
    this.#known = joinSnapshots(before, snapshot);
    for (const event of events) for (const queue of this.#queues.keys()) queue.push(event);
    return events.length > 0;
  }

  #fail(error: unknown): void {
    const failure = error instanceof GlanceError ? error : new GlanceError('internal', { cause: error });
    for (const queue of [...this.#queues.keys()]) queue.fail(failure);
  }

  get #imageId(): string | null {
    const [subscription] = this.#queues.values();
    return subscription?.imageId ?? null;
  }

  /** All subscriptions have the same token, so the reads of any of them will do. */
  #read: SharingSubscription['read'] = async (reads) => {
    const [subscription] = this.#queues.values();
    if (!subscription) throw new GlanceError('timeout', { outcome: 'notApplied' });
    return subscription.read(reads);
  };
}

function createReady(): SharingEvent {
  return { kind: 'ready', source: 'polling', at: new Date().toISOString() };
}

/** Reads what the snapshots do not have: the rows of memberships of which only the status is known, and causes. */
async function toEvents(
  glance: ReadGlance,
  differences: readonly Difference[],
  projectId: string,
): Promise<SharingEvent[]> {
  const unread = differences.filter(({ kind, seen }) => kind !== 'removed' && seen.member === null);
  const gone = [...new Set(differences.flatMap(({ kind, key }) => (kind === 'removed' ? [key.imageId] : [])))];
  const rows = await glance.members.findMany(unread.map(({ key }) => key));
  const images = await glance.images.findMany(gone);
  return differences.flatMap((one): SharingEvent[] => {
    const { kind, key, seen } = one;
    if (kind === 'removed') {
      const isOwn = requireField(seen.image.owner) === projectId;
      return [{ kind, key, cause: toCause(images[gone.indexOf(key.imageId)], isOwn) }];
    }
    const member = seen.member ?? rows[unread.indexOf(one)];
    if (member instanceof Error) throw member;
    // The membership has ended since the snapshot. The next snapshot finds that again.
    return member ? [{ kind, member, image: seen.image }] : [];
  });
}

/** To a former member, an image that was deleted looks like one that was made private or is not shared with it. */
function toCause(image: GlanceImage | Error | null | undefined, isOwn: boolean): RemovedCause {
  if (image instanceof Error) return 'unknown';
  if (!image) return isOwn ? 'imageDeleted' : 'unknown';
  return requireField(image.visibility) === 'shared' ? 'removed' : 'visibilityChanged';
}
