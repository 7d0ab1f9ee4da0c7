/** What a handler answers. The server adds the request id, the length and the date. */
export interface Answer {
  readonly status: number;
  /** Glance's own for the status unless given. */
  readonly reason?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Made by a proxy in front of Glance, and so without a request id. */
  readonly fromProxy?: true;
}

export function toJsonAnswer(body: string, status = 200, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { 'Content-Type': 'application/json', ...headers }, body };
}

export function toEmptyAnswer(): Answer {
  return { status: 204, headers: { 'Content-Type': 'text/html; charset=UTF-8' }, body: '' };
}
