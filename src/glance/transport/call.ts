import type { ErrorKind } from '../../errorCodes.ts';
import type { Caller } from '../caller.ts';
import type { GlanceError } from '../errors.ts';

export interface GlanceRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /**
   * Path below the endpoint, with the query. Must have checked identifiers only, because Glance decodes `%2F` first.
   */
  readonly path: string;
  readonly body?: string;
  /** Media type of the body; `application/json` unless given. */
  readonly contentType?: string;
  /** Additional headers: a name, its value, the next name, its value, and so on. */
  readonly headers?: readonly string[];
  /** The statuses that mean success; any status unless given. */
  readonly statuses?: readonly number[];
  /** The meaning of error statuses for this request. Other error statuses mean the same for every request. */
  readonly errors?: StatusErrors;
  /** Whether no step of the pipeline may repeat this GET, because its sender repeats the GET itself. */
  readonly once?: boolean;
  /**
   * Whether the operation goes on without this GET. It is not repeated. When the image service alone refuses its token,
   * the operation's next calls are still sent, because access rules can forbid this call and allow others.
   */
  readonly optional?: boolean;
  /** Whether only the end of the response is kept. Then the response may be eight times as large as usual. */
  readonly keepsEnd?: boolean;
}

/** The error kind for each status, or a function that tells the kind by the text of the response. */
export type StatusErrors = Readonly<Record<number, ErrorKind | ((text: string) => ErrorKind)>>;

export interface GlanceResponse {
  readonly status: number;
  readonly contentType: string;
  readonly retryAfter: string | null;
  /** The header `Date`, by the clock of the service. */
  readonly date: string | null;
  readonly text: string;
  /** The header `X-Subject-Token`, in which Keystone sends a new token: never log it. */
  readonly subjectToken: string | null;
  /** `X-OpenStack-Request-ID` of the request. */
  readonly requestId: string;
  /** Why the body of a response to a write was cut off; `text` has its beginning. Null for a whole response. */
  readonly cut: GlanceError | null;
}

/** Sends calls to a service. Every step of the pipeline is a Transport and passes its calls on to the next step. */
export interface Transport {
  /**
   * Sends a request and waits for its response.
   * @throws GlanceError when there was no response. A response to a write is returned also when its body was cut off.
   */
  send(caller: Caller, request: GlanceRequest): Promise<GlanceResponse>;
  close(): Promise<void>;
}
