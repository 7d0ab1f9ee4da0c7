const MEDIA_RANGE = /^([!#$%&'*+.^_`|~\w-]+)\/([!#$%&'*+.^_`|~\w-]+)((?:\s*;\s*[\w-]+(?:=(?:"[^"]*"|[^\s;,"]+))?)*)$/;

/**
 * The offer that the client prefers by RFC 7231, and the first of several offers with the same quality. Undefined when
 * the client accepts no offer, or when the header is missing or empty. A malformed header accepts everything.
 */
export function preferredType<Offer extends string>(
  accept: string | undefined,
  offers: readonly Offer[],
): Offer | undefined {
  if (accept === undefined || accept.trim() === '') return undefined;
  const ranges = accept.split(',').flatMap((range) => (range.trim() === '' ? [] : [parseRange(range.trim())]));
  if (ranges.includes(undefined)) return offers[0];

  let best: Offer | undefined;
  let bestQuality = 0;
  for (const offer of offers) {
    const quality = qualityOf(offer, ranges);
    if (quality > bestQuality) [best, bestQuality] = [offer, quality];
  }
  return best;
}

interface MediaRange {
  readonly type: string;
  readonly quality: number;
}

function parseRange(text: string): MediaRange | undefined {
  const match = MEDIA_RANGE.exec(text);
  if (match === null) return undefined;
  const quality = /;\s*q=([\d.]+)/i.exec(match[3] ?? '')?.[1];
  return { type: `${match[1]}/${match[2]}`.toLowerCase(), quality: quality === undefined ? 1 : Number(quality) };
}

function qualityOf(offer: string, ranges: readonly (MediaRange | undefined)[]): number {
  const patterns = [offer, `${offer.split('/')[0]}/*`, '*/*'];
  for (const pattern of patterns) {
    const range = ranges.find((candidate) => candidate?.type === pattern);
    if (range !== undefined) return range.quality;
  }
  return 0;
}
