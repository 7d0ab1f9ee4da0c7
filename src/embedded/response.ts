/** The response of a handler. The server adds the request ID, the length and the date. */
export interface EmbeddedResponse {
  readonly status: number;
  /** Reason phrase of the status line; Glance's own phrase for the status unless given. */
  readonly reason?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** True for a response of a proxy in front of Glance, which has no request ID. */
  readonly fromProxy?: true;
}

export function toJsonResponse(
  body: string,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): EmbeddedResponse {
  return { status, headers: { 'Content-Type': 'application/json', ...headers }, body };
}

export function toEmptyResponse(): EmbeddedResponse {
  return { status: 204, headers: { 'Content-Type': 'text/html; charset=UTF-8' }, body: '' };
}
