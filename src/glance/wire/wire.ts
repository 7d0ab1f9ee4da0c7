import type { Caller } from '../caller.ts';
import { isGlanceError } from '../errors.ts';
import type { GlanceRequest, GlanceResponse, Transport } from '../transport/call.ts';
import { toResponseError } from '../transport/responseError.ts';
import { LONG_TEXT, parseInTurn } from './parseTurns.ts';
import type { ServiceFeatures } from './serviceFeatures.ts';

/** A request with the statuses that mean success. */
export interface WireRequest extends GlanceRequest {
  readonly statuses: readonly number[];
}

/**
 * Makes calls to the image service on behalf of one caller. The functions of this folder make all calls through a Wire.
 */
export class Wire {
  readonly caller: Caller;
  /** The features of the image service. */
  readonly features: ServiceFeatures;
  readonly #transport: Transport;

  constructor(transport: Transport, features: ServiceFeatures, caller: Caller) {
    this.#transport = transport;
    this.features = features;
    this.caller = caller;
  }

  /** A wire to the same service for another caller, such as one with another deadline. */
  as(caller: Caller): Wire {
    return new Wire(this.#transport, this.features, caller);
  }

  /**
   * Makes one call and decodes its JSON.
   * @throws GlanceError for another status than the request's, and for a body that `decode` refuses; with the outcome
   * `applied` when the response to a write had its status and only its body was cut off
   */
  async requestJson<T>(request: WireRequest, decode: (body: unknown, response: GlanceResponse) => T): Promise<T> {
    const response = await this.#send(request);
    try {
      const { text } = response;
      return decode(text.length < LONG_TEXT ? JSON.parse(text) : await parseInTurn(text), response);
    } catch (cause) {
      if (response.cut && /^$|json/i.test(response.contentType)) throw response.cut.with({ outcome: 'applied' });
      // The body may be an error with a vendor's error code, although the status means success.
      throw toResponseError(response, request.errors).with({ cause });
    }
  }

  /** Makes one call and ignores the body of the response. @throws GlanceError for another status than the request's */
  async requestStatus(request: WireRequest): Promise<void> {
    await this.#send(request);
  }

  /** Makes one call and returns the end of a response that is too large to be read whole. @throws GlanceError */
  async requestEnd(request: WireRequest): Promise<string> {
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
