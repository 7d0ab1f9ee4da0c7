import type { ErrorKind } from '../../errorCodes.ts';
import type { Caller } from '../caller.ts';
import type { GlanceError } from '../errors.ts';

export interface GlanceRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path below the endpoint, with the query. Made of checked identifiers only: Glance decodes `%2F` before routing. */
  readonly path: string;
  readonly body?: string;
  /** Of the body; `application/json` unless given. */
  readonly contentType?: string;
  /** Names and values in turn, beside those that every request has. */
  readonly headers?: readonly string[];
  /** The statuses of a response that means success; any status is one unless given. */
  readonly statuses?: readonly number[];
  /** What the statuses of other responses mean for this request, beside those that mean the same for every request. */
  readonly errors?: StatusErrors;
  /** A GET that its caller repeats by itself, so that no step of the pipeline repeats it. */
  readonly once?: boolean;
  /**
   * A GET that nothing depends on: it is sent once, and where only the image service refuses the token, the calls that
   * follow go out all the same. Access rules can allow them and not this one.
   */
  readonly optional?: boolean;
  /** Resolves with the end of a response that is too large, up to eight times as large. The beginning is not kept. */
  readonly keepsEnd?: boolean;
}

/** A status whose meaning only the text of the response tells has a function of that text. */
export type StatusErrors = Readonly<Record<number, ErrorKind | ((text: string) => ErrorKind)>>;

export interface GlanceResponse {
  readonly status: number;
  readonly contentType: string;
  readonly retryAfter: string | null;
  /** By the clock of the service, as it came. */
  readonly date: string | null;
  readonly text: string;
  /** `X-OpenStack-Request-ID` of the request. */
  readonly requestId: string;
  /** Why the response to a write ends after its status; `text` is as much of it as came. Null for a whole response. */
  readonly cut: GlanceError | null;
}

/** One way to a service. Every step of a pipeline is one and holds the next one. */
export interface Transport {
  /**
   * Sends a request and waits for its response.
   * @throws GlanceError when there was no response. A response to a write is returned also when it was cut.
   */
  send(caller: Caller, request: GlanceRequest): Promise<GlanceResponse>;
  close(): Promise<void>;
}
