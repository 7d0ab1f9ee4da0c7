const RESPONSES = {
  400: { code: 'BAD_REQUEST', message: 'The request is not understood.' },
  403: { code: 'FORBIDDEN', message: 'Pages of this origin may not open a WebSocket: see CORS_ORIGINS.' },
  404: { code: 'NOT_FOUND', message: 'There is nothing here. GraphQL is at /graphql.' },
  405: { code: 'METHOD_NOT_ALLOWED', message: 'Only GET and POST are taken.' },
  413: { code: 'PAYLOAD_TOO_LARGE', message: 'The body is larger than 256 KiB.' },
  415: { code: 'UNSUPPORTED_MEDIA_TYPE', message: 'The body must be application/json in UTF-8, not compressed.' },
  417: { code: 'BAD_REQUEST', message: 'Only 100-continue can be expected.' },
  429: { code: 'RATE_LIMITED', message: 'Too many requests.' },
  431: { code: 'BAD_REQUEST', message: 'The headers are too long.' },
  500: { code: 'INTERNAL_SERVER_ERROR', message: 'Internal server error' },
  503: { code: 'UPSTREAM_UNAVAILABLE', message: 'The gateway is overloaded.' },
} as const;

/**
 * Refuses a request before GraphQL sees it. The response has the form of GraphQL's errors, so that clients read all
 * errors alike.
 */
export class HttpError extends Error {
  override readonly name = 'HttpError' as const;
  readonly status: keyof typeof RESPONSES;
  readonly code: (typeof RESPONSES)[keyof typeof RESPONSES]['code'];
  /** JSON text of the response. */
  readonly body: string;
  readonly retryAfterSeconds: number | null;

  constructor(
    status: keyof typeof RESPONSES,
    message: string = RESPONSES[status].message,
    retryAfterSeconds: number | null = null,
  ) {
    super(message);
    this.status = status;
    this.code = RESPONSES[status].code;
    this.retryAfterSeconds = retryAfterSeconds;
    const extensions = {
      code: this.code,
      retryable: status === 429 || status === 503,
      ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }),
    };
    this.body = JSON.stringify({ errors: [{ message, extensions }] });
  }
}
