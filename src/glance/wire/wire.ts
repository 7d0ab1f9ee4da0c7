import type { Caller } from '../caller.ts';
import { isGlanceError } from '../errors.ts';
import type { GlanceRequest, GlanceResponse, Transport } from '../transport/call.ts';
import { toResponseError } from '../transport/responseError.ts';
import { parseInTurn } from './parseTurns.ts';
import type { ServiceFeatures } from './serviceFeatures.ts';

/** A request that says which statuses mean success. */
export interface WireRequest extends GlanceRequest {
  readonly statuses: readonly number[];
}

/** The image service as one caller reaches it: every wire call is made on it. */
export class Wire {
  readonly caller: Caller;
  /** What the image service is known to understand. */
  readonly features: ServiceFeatures;
  readonly #transport: Transport;

  constructor(transport: Transport, features: ServiceFeatures, caller: Caller) {
    this.#transport = transport;
    this.features = features;
    this.caller = caller;
  }

  /** The same service for another caller, who waits longer or shorter for a part of the operation. */
  as(caller: Caller): Wire {
    return new Wire(this.#transport, this.features, caller);
  }

  /**
   * Makes one call and decodes its JSON.
   * @throws GlanceError when the status is none of the request's, or the body is not what `decode` takes; with the
   * outcome `applied` when a write had its status and only its body was cut
   */
  async json<T>(request: WireRequest, decode: (body: unknown, response: GlanceResponse) => T): Promise<T> {
    const response = await this.#send(request);
    try {
      return decode(await parseInTurn(response.text), response);
    } catch (cause) {
      if (response.cut && /^$|json/i.test(response.contentType)) throw response.cut.with({ outcome: 'applied' });
      // Another body than the promised one may still be an error by its code, whatever its status.
      throw toResponseError(response, request.errors).with({ cause });
    }
  }

  /** Makes one call whose response has no body that matters. @throws GlanceError when the status is none of the request's */
  async empty(request: WireRequest): Promise<void> {
    await this.#send(request);
  }

  /** The end of a response that is too large to be read whole. @throws GlanceError like `empty` */
  async end(request: WireRequest): Promise<string> {
    return (await this.#send({ ...request, keepsEnd: true })).text;
  }

  async #send(request: WireRequest): Promise<GlanceResponse> {
    try {
      return await this.#transport.send(this.caller, request);
    } catch (error) {
      if (isGlanceError(error) && error.listsOnlyShared) this.features.listsOnlyShared = true;
      throw error;
    }
  }
}
