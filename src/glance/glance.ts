import type { Caller } from './caller.ts';
import { createMemberIdRule, type MemberIdRule } from './identifiers.ts';
import { createIdentityOpener, type Identity } from './identity.ts';
import { Images } from './images.ts';
import type { DirectoryOptions } from './keystone/directory.ts';
import type { TokenDescription } from './keystone/wire/tokenDescription.ts';
import { Members } from './members.ts';
import { Permissions, type GlancePolicy } from './permissions.ts';
import { createMemberWrites, type MemberWrites } from './operations/memberWrites.ts';
import { VisibilityTurns } from './operations/visibilityTurns.ts';
import { createPipeline, type PipelineOptions } from './transport/pipeline.ts';
import type { IsolationState } from './transport/isolation.ts';
import { ServiceFeatures } from './wire/serviceFeatures.ts';
import { Wire } from './wire/wire.ts';

export type { Caller } from './caller.ts';
export { GlanceError, isGlanceError } from './errors.ts';
export * as identifiers from './identifiers.ts';
export type { Identity } from './identity.ts';
export type { DirectoryOptions } from './keystone/directory.ts';
export type { NamedProject } from './keystone/wire/projects.ts';
export type { TokenDescription } from './keystone/wire/tokenDescription.ts';
export type { Written } from './operations/writeMany.ts';
export { withStatus } from './operations/withStatus.ts';
export type { ImageSearch } from './operations/imageSearch.ts';
export type { IsolationState } from './transport/isolation.ts';
export type { MeasuredCall } from './transport/metrics.ts';
export type { GlanceImage } from './wire/image.ts';
export type { GlanceImageProperty } from './wire/imageProperties.ts';
export { decodeNotifiedMember, type GlanceImageMember, type MemberKey } from './wire/imageMember.ts';
export { requireField, type Rows } from './wire/row.ts';

export interface GlanceOptions extends PipelineOptions {
  /** The rules by which permissions are told; those of Glance since 2023.1 unless given. */
  readonly policy?: GlancePolicy;
  /** Which IDs images can be shared with; `keystone` unless given. */
  readonly memberIds?: 'keystone' | 'any';
  /** The projects of the embedded Glance; null, or not given, for any other image service. */
  readonly seedIds?: readonly string[] | null;
  /** The operator's directory of projects; null without one. Needs `keystone`. */
  readonly directory?: DirectoryOptions | null;
}

/** The image service. Code outside of this folder uses the folder through this interface only. */
export interface Glance {
  /** The image service on behalf of one caller. To be called once for each operation. */
  as(caller: Caller): CallerGlance;
  readonly state: IsolationState;
  close(): Promise<void>;
}

/** What all callers of this process share. */
interface ProcessParts {
  readonly writes: MemberWrites;
  readonly visibilityTurns: VisibilityTurns;
  readonly memberIds: MemberIdRule;
  readonly policy: GlancePolicy;
  openIdentity(caller: Caller): Identity;
}

/** What one caller can do. Each part is created at its first use, because most operations need one part only. */
class CallerGlance {
  /** Which IDs images can be shared with. */
  readonly memberIds: MemberIdRule;
  readonly #wire: Wire;
  readonly #process: ProcessParts;
  #images: Images | null = null;
  #members: Members | null = null;
  #identity: Identity | null = null;
  #permissions: Permissions | null = null;

  constructor(wire: Wire, process: ProcessParts) {
    this.memberIds = process.memberIds;
    this.#wire = wire;
    this.#process = process;
  }

  get images(): Images {
    return (this.#images ??= new Images(this.#wire, this.#process.visibilityTurns));
  }

  get members(): Members {
    return (this.#members ??= new Members(this.#wire, this.#process, this));
  }

  /** The description of the token where the operation has read it already; null otherwise. Makes no call. */
  get knownToken(): TokenDescription | null {
    return this.#identity?.knownToken ?? null;
  }

  get identity(): Identity {
    return (this.#identity ??= this.#process.openIdentity(this.#wire.caller));
  }

  get permissions(): Permissions {
    return (this.#permissions ??= new Permissions(this.#process.policy, this.identity));
  }
}

export function createGlance({
  policy = 'secure',
  memberIds = 'keystone',
  seedIds = null,
  directory = null,
  ...options
}: GlanceOptions): Glance {
  const pipeline = createPipeline(options);
  const features = new ServiceFeatures();
  const toWire = (caller: Caller): Wire => new Wire(pipeline, features, caller);
  const process: ProcessParts = {
    writes: createMemberWrites(toWire),
    visibilityTurns: new VisibilityTurns(),
    memberIds: createMemberIdRule(memberIds, seedIds),
    policy,
    openIdentity: createIdentityOpener(pipeline.identity, directory, options.onMisconfiguration),
  };
  return {
    as: (caller) => new CallerGlance(toWire(caller), process),
    get state() {
      return pipeline.state;
    },
    close: () => pipeline.close(),
  };
}
