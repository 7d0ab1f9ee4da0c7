export type ResponseType = 'application/json' | 'application/graphql-response+json';

const MAX_REMEMBERED = 100;
const remembered = new Map<string, ResponseType>();

/**
 * The media type that an `Accept` header asks for; legacy JSON where it names neither, as most clients mean it.
 * Remembered for each distinct header: browsers and libraries send a handful.
 */
export function parseAccept(accept: string | undefined): ResponseType {
  if (accept === undefined) return 'application/json';
  let type = remembered.get(accept);
  if (type === undefined) {
    type =
      qualityOf('application/graphql-response+json', accept) > qualityOf('application/json', accept)
        ? 'application/graphql-response+json'
        : 'application/json';
    if (remembered.size < MAX_REMEMBERED) remembered.set(accept, type);
  }
  return type;
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
