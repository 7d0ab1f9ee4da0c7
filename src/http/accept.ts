export type ResponseType = 'application/json' | 'application/graphql-response+json';

export interface Accept {
  /** Legacy JSON where the header names neither, as most clients mean it. */
  readonly contentType: ResponseType;
  /** Whether the header asks for these types only, so that there is nothing left to find out. */
  readonly isPlain: boolean;
}

const PLAIN_RANGE = /^(\*\/\*|application\/(graphql-response\+)?json)(;q=(1|0?\.\d*[1-9]))?$/;
const MAX_REMEMBERED = 100;
const MAX_REMEMBERED_LENGTH = 1000;
const remembered = new Map<string, Accept>();

/** Remembered for each distinct header: browsers and libraries send a handful. */
export function parseAccept(header = 'application/json'): Accept {
  let accept = remembered.get(header);
  if (accept === undefined) {
    const isNew = qualityOf('application/graphql-response+json', header) > qualityOf('application/json', header);
    accept = {
      contentType: isNew ? 'application/graphql-response+json' : 'application/json',
      isPlain: header.split(',').every((range) => PLAIN_RANGE.test(range.trim())),
    };
    if (remembered.size < MAX_REMEMBERED && header.length <= MAX_REMEMBERED_LENGTH) remembered.set(header, accept);
  }
  return accept;
}

/** Wildcards count for legacy JSON alone. Of two equal qualities the one named first wins by a hair. */
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
