import { performance } from 'node:perf_hooks';

export type Visibility = 'public' | 'community' | 'shared' | 'private';
export type MemberStatus = 'pending' | 'accepted' | 'rejected';

/** Times are milliseconds since 1970 with a fraction, because Glance compares and sorts by microseconds. */
export interface ImageRow {
  readonly id: string;
  name: string | null;
  status: 'queued' | 'active' | 'deactivated' | 'deleted';
  visibility: Visibility;
  owner: string | null;
  size: number | null;
  virtualSize: number | null;
  checksum: string | null;
  hashAlgorithm: string | null;
  hashValue: string | null;
  diskFormat: string | null;
  containerFormat: string | null;
  minDisk: number;
  minRam: number;
  protected: boolean;
  hidden: boolean;
  tags: string[];
  properties: Map<string, string>;
  readonly createdAt: number;
  updatedAt: number;
  deleted: boolean;
}

export interface MemberRow {
  readonly imageId: string;
  readonly member: string;
  status: MemberStatus;
  readonly createdAt: number;
  updatedAt: number;
  deleted: boolean;
  /**
   * Time of the last removal in seconds. It stays when the row is used again, so that no race stores such a member
   * twice.
   */
  deletedAt: number | undefined;
}

export interface Store {
  readonly images: Map<string, ImageRow>;
  readonly members: MemberRow[];
}

export function now(): number {
  return performance.timeOrigin + performance.now();
}

export function membersOf(store: Store, imageId: string, member?: string): MemberRow[] {
  return store.members.filter(
    (row) => row.imageId === imageId && !row.deleted && (member === undefined || row.member === member),
  );
}
