import type { Caller } from './caller.ts';
import { Identity } from './identity.ts';
import { Images } from './images.ts';
import { IdentityCalls } from './keystone/identityCalls.ts';
import { IdentitySources } from './keystone/identitySources.ts';
import { Members } from './members.ts';
import { createMemberWrites, type MemberWrites } from './operations/memberWrites.ts';
import { createPipeline, type Pipeline, type PipelineOptions } from './transport/pipeline.ts';
import type { IsolationState } from './transport/isolation.ts';
import { ServiceFeatures } from './wire/serviceFeatures.ts';
import { Wire } from './wire/wire.ts';

export type { Caller } from './caller.ts';
export { GlanceError, isGlanceError } from './errors.ts';
export * as identifiers from './identifiers.ts';
export type { Identity } from './identity.ts';
export type { NamedProject } from './keystone/wire/projects.ts';
export type { TokenDescription } from './keystone/wire/tokenDescription.ts';
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
  readonly #pipeline: Pipeline;
  #images: Images | null = null;
  #members: Members | null = null;
  #identity: Identity | null = null;

  constructor(wire: Wire, writes: MemberWrites, pipeline: Pipeline) {
    this.#wire = wire;
    this.#writes = writes;
    this.#pipeline = pipeline;
  }

  get images(): Images {
    return (this.#images ??= new Images(this.#wire));
  }

  get members(): Members {
    return (this.#members ??= new Members(this.#wire, this.#writes));
  }

  get identity(): Identity {
    return (this.#identity ??= this.#openIdentity());
  }

  #openIdentity(): Identity {
    const { identity } = this.#pipeline;
    if (!identity) return new Identity(null);
    return new Identity(new IdentitySources(new IdentityCalls(identity, this.#wire.caller), null));
  }
}

export function createGlance(options: PipelineOptions): Glance {
  const pipeline = createPipeline(options);
  const features = new ServiceFeatures();
  const toWire = (caller: Caller): Wire => new Wire(pipeline, features, caller);
  const writes = createMemberWrites(toWire);
  return {
    as: (caller) => new CallerGlance(toWire(caller), writes, pipeline),
    get state() {
      return pipeline.state;
    },
    close: () => pipeline.close(),
  };
}
