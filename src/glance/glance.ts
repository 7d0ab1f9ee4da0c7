import type { Caller } from './caller.ts';
import { Identity, type TokenDescription } from './identity.ts';
import { Images } from './images.ts';
import { Members } from './members.ts';
import { createMemberWrites, type MemberWrites } from './operations/memberWrites.ts';
import { createPipeline, type PipelineOptions } from './transport/pipeline.ts';
import type { IsolationState } from './transport/isolation.ts';
import { ServiceFeatures } from './wire/serviceFeatures.ts';
import { Wire } from './wire/wire.ts';

export type { Caller } from './caller.ts';
export { GlanceError, isGlanceError } from './errors.ts';
export * as identifiers from './identifiers.ts';
export type { TokenDescription } from './identity.ts';
export type { NamedProject } from './keystone/wire/projects.ts';
export type { Written } from './operations/writeMany.ts';
export { withStatus } from './operations/withStatus.ts';
export type { ImageSearch } from './operations/imageSearch.ts';
export type { IsolationState } from './transport/isolation.ts';
export type { MeasuredCall } from './transport/metrics.ts';
export type { GlanceImage } from './wire/image.ts';
export type { GlanceImageProperty } from './wire/imageProperties.ts';
export type { GlanceImageMember, MemberKey } from './wire/imageMember.ts';
export { requireField, type Rows } from './wire/row.ts';

/** The image service. Code outside of this folder uses the folder through this interface only. */
export interface Glance {
  /** The image service on behalf of one caller. To be called once for each operation. */
  as(caller: Caller): CallerGlance;
  readonly state: IsolationState;
  close(): Promise<void>;
}

/** What one caller can do. Each part is created at its first use, because most operations need one part only. */
class CallerGlance {
  readonly #wire: Wire;
  readonly #writes: MemberWrites;
  #images: Images | null = null;
  #members: Members | null = null;
  #identity: Identity | null = null;

  constructor(wire: Wire, writes: MemberWrites) {
    this.#wire = wire;
    this.#writes = writes;
  }

  get images(): Images {
    return (this.#images ??= new Images(this.#wire));
  }

  get members(): Members {
    return (this.#members ??= new Members(this.#wire, this.#writes));
  }

  /** The description of the token where the operation has read it already; null otherwise. Makes no call. */
  get knownToken(): TokenDescription | null {
    return this.#identity?.knownToken ?? null;
  }

  get identity(): Identity {
    return (this.#identity ??= new Identity());
  }
}

export function createGlance(options: PipelineOptions): Glance {
  const pipeline = createPipeline(options);
  const features = new ServiceFeatures();
  const toWire = (caller: Caller): Wire => new Wire(pipeline, features, caller);
  const writes = createMemberWrites(toWire);
  return {
    as: (caller) => new CallerGlance(toWire(caller), writes),
    get state() {
      return pipeline.state;
    },
    close: () => pipeline.close(),
  };
}
