import type { SharingEvent } from '../../../src/live/sharingFeed.ts';

type Status = 'pending' | 'accepted' | 'rejected';

interface ModelImage {
  readonly id: string;
  readonly owner: string;
  visibility: 'shared' | 'private';
  readonly members: Map<string, Status>;
}

/** What the image service has, as the test has changed it. */
export class SharingModel {
  readonly images = new Map<string, ModelImage>();

  create(id: string, owner: string): void {
    this.images.set(id, { id, owner, visibility: 'shared', members: new Map() });
  }

  /** The memberships that a project may see now: `image/member` and the status. */
  visibleTo(project: string): Map<string, Status> {
    const visible = new Map<string, Status>();
    for (const { id, owner, visibility, members } of this.images.values()) {
      if (visibility !== 'shared') continue;
      for (const [member, status] of members) {
        if (owner === project || member === project) visible.set(`${id}/${member}`, status);
      }
    }
    return visible;
  }
}

/** What a subscriber knows who applies each event. */
export class SubscriberView {
  readonly project: string;
  readonly memberships = new Map<string, Status>();
  readonly foreign: SharingEvent[] = [];
  readonly owners: ReadonlyMap<string, string>;
  resyncs = 0;
  events = 0;

  /** @param owners project by image, also of images that are deleted */
  constructor(project: string, owners: ReadonlyMap<string, string>) {
    this.project = project;
    this.owners = owners;
  }

  /** What a client does after `ready` and after `resync`. */
  readLists(model: SharingModel): void {
    this.memberships.clear();
    for (const [key, status] of model.visibleTo(this.project)) this.memberships.set(key, status);
  }

  apply(event: SharingEvent): void {
    this.events += 1;
    if (event.kind === 'ready') return;
    if (event.kind === 'resync') {
      this.resyncs += 1;
      return;
    }
    const { imageId, memberId } = event.kind === 'removed' ? event.key : event.member;
    if (memberId !== this.project && this.owners.get(imageId) !== this.project) this.foreign.push(event);
    const key = `${imageId}/${memberId}`;
    if (event.kind === 'removed') this.memberships.delete(key);
    else if (typeof event.member.status === 'string') this.memberships.set(key, event.member.status);
  }
}
