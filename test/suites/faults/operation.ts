import type { ActorName, Upstream } from '../operations/upstream.ts';
import type { FaultLab, Membership, Plot, PlotState } from './faultLab.ts';

/** What an operation finds before it runs. */
export interface Scene {
  readonly lab: FaultLab;
  readonly projects: Upstream['projects'];
  readonly plot: Plot;
  readonly before: PlotState;
}

/** A write to one membership, as one part of an answer speaks of it. */
export interface Write {
  readonly membership: Membership;
  /** Where the answer speaks of it. */
  readonly path: readonly (string | number)[];
  /** What success means; null for somebody who may not do it. */
  readonly wanted: 'shared' | 'ended' | 'ACCEPTED' | 'REJECTED' | null;
  /** The code that this actor deserves before this state. */
  readonly refusal: string | null;
}

/** A change of the visibility of c, as an answer speaks of it. */
export interface VisibilityWrite {
  readonly path: readonly string[];
  /** The visibility after a success; null for somebody who may not change it. */
  readonly wanted: 'SHARED' | 'PRIVATE' | null;
  /** The code that this actor deserves before this state. */
  readonly refusal: string | null;
}

export interface FaultOperation {
  readonly name: string;
  readonly as: ActorName;
  readonly query: string;
  toVariables(scene: Scene): Readonly<Record<string, unknown>>;
  /** What it writes; nothing for a query. */
  toWrites(scene: Scene): readonly Write[];
  /** Where an error of the whole operation stands, which means that nothing was done. */
  readonly wholePath?: readonly string[];
  /** What it writes to the visibility of c. */
  toVisibilityWrite?(scene: Scene): VisibilityWrite;
  /** Whether the write to a membership of c makes c shareable first. */
  readonly makesShareable?: true;
  /** `data` of a query without faults. */
  toTruth(scene: Scene): unknown;
}

export const ROW = 'id imageId memberId status createdAt updatedAt';
export const ERROR = `... on ImageServiceError { code message retryable requestId upstreamStatus }
    ... on ImageUpstreamError { outcome retryAfterSeconds }`;

/**
 * The first request of an operation that does what it is for: a removal looks at the membership before it writes,
 * setImageMembers reads the list of members, and the change of a visibility comes after a look at the image.
 */
export const firstRequestOf = ({ name }: FaultOperation): number => (/^(remove|set)Image/.test(name) ? 1 : 0);
