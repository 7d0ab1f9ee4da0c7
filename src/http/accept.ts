import { parseStreamAccept, type StreamAccept } from './stream/streamAccept.ts';

export type ResponseType = 'application/json' | 'application/graphql-response+json';

export interface Accept {
  /** Type of the response; `application/json` when the header names neither type. */
  readonly contentType: ResponseType;
  /** True when the header has only these types and wildcards, so that Apollo need not parse it. */
  readonly isPlain: boolean;
  /** Null when the header names no transport of subscriptions. */
  readonly stream: StreamAccept | null;
}

const PLAIN_RANGE = /^(\*\/\*|application\/(graphql-response\+)?json)(;q=(1|0?\.\d*[1-9]))?$/;
const MAX_REMEMBERED = 100;
const MAX_REMEMBERED_LENGTH = 1000;
const remembered = new Map<string, Accept>();

/** Keeps the result for each distinct header, because browsers and libraries send few different ones. */
export function parseAccept(header = 'application/json'): Accept {
  let accept = remembered.get(header);
  if (accept === undefined) {
    const isNew = qualityOf('application/graphql-response+json', header) > qualityOf('application/json', header);
    accept = {
      contentType: isNew ? 'application/graphql-response+json' : 'application/json',
      stream: parseStreamAccept(header),
      isPlain: header.split(',').every((range) => PLAIN_RANGE.test(range.trim())),
    };
    if (remembered.size < MAX_REMEMBERED && header.length <= MAX_REMEMBERED_LENGTH) remembered.set(header, accept);
  }
  return accept;
}

/** Wildcards count for `application/json` only. Of two types with equal quality the first one in the header wins. */
function qualityOf(type: ResponseType, accept: string): number {
  let best = 0;
  for (const [index, range] of accept.split(',').entries()) {
    const [name = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const matches = name === type || (type === 'application/json' && (name === '*/*' || name === 'application/*'));
    const q = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    if (matches) best = Math.max(best, (q === undefined ? 1 : Number(q) || 0) - index * 1e-6);
  }
  return best;
}
