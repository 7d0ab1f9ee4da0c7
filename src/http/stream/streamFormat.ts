import type { FormattedExecutionResult } from 'graphql';
import type { StreamAccept } from './streamAccept.ts';

/** How a stream is written into the body of a response. Each text is whole: a client can read it at once. */
export interface StreamFormat {
  readonly contentType: string;
  readonly begin: string;
  /** A sign of life, without a meaning. */
  readonly ping: string;
  /** @param json the text of a GraphQL response */
  toResponse(json: string): string;
  /** The source of the events has failed. Nothing but `end` follows. */
  toFailure(response: FormattedExecutionResult): string;
  readonly end: string;
}

/** GraphQL over SSE, distinct connections mode. */
const SSE: StreamFormat = {
  contentType: 'text/event-stream; charset=utf-8',
  begin: ':\n\n',
  ping: ':\n\n',
  // JSON has no line breaks, so one line of data is enough.
  toResponse: (json) => `event: next\ndata: ${json}\n\n`,
  toFailure: (response) => `event: next\ndata: ${JSON.stringify(response)}\n\n`,
  end: 'event: complete\ndata:\n\n',
};

/** Parts end with the boundary of the next one, because clients read a part up to the boundary after it. */
const toPart = (json: string): string =>
  `\r\ncontent-type: application/json; charset=utf-8\r\n\r\n${json}\r\n--graphql`;

/** Apollo's multipart protocol for subscriptions. */
const MULTIPART: StreamFormat = {
  contentType: 'multipart/mixed;boundary="graphql";subscriptionSpec="1.0"',
  begin: `\r\n--graphql${toPart('{}')}`,
  ping: toPart('{}'),
  toResponse: (json) => toPart(`{"payload":${json}}`),
  toFailure: ({ errors }) => toPart(JSON.stringify({ payload: null, errors })),
  end: '--\r\n',
};

export const STREAM_FORMATS: Readonly<Record<StreamAccept['transport'], StreamFormat>> = {
  sse: SSE,
  multipart: MULTIPART,
};
