import { GlanceFault } from './fault.ts';
import { knowsHidden } from './imageView.ts';
import { parseTime } from './filterTime.ts';
import type { ImageRow } from './store.ts';

export type ImagePredicate = (image: ImageRow) => boolean;
type Params = readonly (readonly [string, string])[];

/** Attributes that are compared with one value and take no operator. */
const PLAIN: Readonly<Record<string, (image: ImageRow) => string | null>> = {
  checksum: (image) => image.checksum,
  os_hash_algo: (image) => image.hashAlgorithm,
  os_hash_value: (image) => image.hashValue,
  owner: (image) => image.owner,
  visibility: (image) => image.visibility,
};

/** Attributes that take the operators `in:` and `eq:`. */
const WITH_IN: Readonly<Record<string, (image: ImageRow) => string | null>> = {
  id: (image) => image.id,
  name: (image) => image.name,
  status: (image) => image.status,
  disk_format: (image) => image.diskFormat,
  container_format: (image) => image.containerFormat,
};

const NUMBERS: Readonly<Record<string, (image: ImageRow) => number | null>> = {
  size: (image) => image.size,
  virtual_size: (image) => image.virtualSize,
  min_ram: (image) => image.minRam,
  min_disk: (image) => image.minDisk,
};

const TIMES: Readonly<Record<string, (image: ImageRow) => number>> = {
  created_at: (image) => image.createdAt,
  updated_at: (image) => image.updatedAt,
};

const COMPARISONS: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  gt: (left, right) => left > right,
  gte: (left, right) => left >= right,
  lt: (left, right) => left < right,
  lte: (left, right) => left <= right,
  eq: (left, right) => left === right,
  neq: (left, right) => left !== right,
};

/**
 * The conditions of a query whose parameters for paging, sorting, tags and visibility were removed before. A parameter
 * that Glance does not know counts as the name of an additional property: Glance reports no error and usually finds no
 * image.
 */
export function parseImageFilters(params: Params, apiMinor: number): ImagePredicate[] {
  // The last value of a repeated parameter counts.
  const filters = new Map(params);
  return [
    ...(knowsHidden(apiMinor) ? [parseFlag(filters, 'os_hidden', 'false', (image) => image.hidden)] : []),
    ...(filters.has('protected') ? [parseFlag(filters, 'protected', '', (image) => image.protected)] : []),
    ...Array.from(filters).flatMap(([name, value]) =>
      (name === 'os_hidden' && knowsHidden(apiMinor)) || name === 'protected' || name === 'deleted'
        ? []
        : [parseFilter(name, value)],
    ),
  ];
}

function parseFlag(
  filters: ReadonlyMap<string, string>,
  name: 'os_hidden' | 'protected',
  fallback: string,
  read: (image: ImageRow) => boolean,
): ImagePredicate {
  const given = filters.get(name) ?? fallback;
  const value = name === 'os_hidden' ? given.toLowerCase() : given;
  if (value !== 'true' && value !== 'false') {
    throw new GlanceFault(400, `Invalid value '${value}' for '${name}' filter. Valid values are 'true' or 'false'.`);
  }
  return (image) => read(image) === (value === 'true');
}

function parseFilter(name: string, value: string): ImagePredicate {
  const plain = PLAIN[name];
  if (plain !== undefined) return (image) => plain(image) === value;
  const withIn = WITH_IN[name];
  if (withIn !== undefined) return parseInFilter(withIn, value);
  const number = NUMBERS[name];
  if (number !== undefined) return (image) => value.trim() !== '' && number(image) === Number(value);
  const time = TIMES[name];
  if (time !== undefined) return parseTimeFilter(name, time, value);
  if (/_(?:min|max)$/.test(name)) return parseRangeFilter(name, value);
  return (image) => image.properties.get(name) === value;
}

function parseInFilter(read: (image: ImageRow) => string | null, value: string): ImagePredicate {
  const [operator, threshold] = splitOperator(value);
  if (operator === 'eq') return (image) => read(image) === threshold;
  if (operator !== 'in') throw new GlanceFault(400, `Unable to filter by unknown operator '${operator}'.`);
  const values = splitValues(threshold);
  return (image) => {
    const actual = read(image);
    return actual !== null && values.includes(actual);
  };
}

function parseTimeFilter(name: string, read: (image: ImageRow) => number, value: string): ImagePredicate {
  const [operator, text] = splitOperator(value);
  const threshold = parseTime(text);
  if (threshold === undefined) {
    throw new GlanceFault(400, `Bad "${name}" query filter format. Use ISO 8601 DateTime notation.`);
  }
  const compare = COMPARISONS[operator];
  if (compare === undefined) throw new GlanceFault(400, 'Unable to filter on a unknown operator.');
  return (image) => compare(read(image), threshold);
}

function parseRangeFilter(name: string, value: string): ImagePredicate {
  if (!/^\s*[+-]?\d+\s*$/.test(value)) {
    throw new GlanceFault(400, 'Unable to filter on a range with a non-numeric value.');
  }
  const read = NUMBERS[name.slice(0, -4)];
  // Glance has a bug: a range of an unknown attribute is a 500.
  if (read === undefined) throw new GlanceFault(500);
  const bound = Number(value);
  return (image) => {
    const actual = read(image);
    return actual !== null && (name.endsWith('_min') ? actual >= bound : actual <= bound);
  };
}

/**
 * `operator:threshold`, or a threshold alone. A time alone has colons too, so that the first colon does not tell them
 * apart.
 */
function splitOperator(expression: string): [operator: string, threshold: string] {
  const colon = expression.indexOf(':');
  if (colon === -1 || parseTime(expression) !== undefined) return ['eq', expression];
  return [expression.slice(0, colon), expression.slice(colon + 1)];
}

function splitValues(text: string): string[] {
  checkQuotes(text);
  const parts = text.matchAll(/"([^"\\]*(?:\\.[^"\\]*)*)",?|([^,]+),?|,/g);
  return Array.from(parts, ([, quoted, plain]) => quoted || plain || '');
}

function checkQuotes(text: string): void {
  let opens = true;
  for (const { index } of text.matchAll(/(?<!\\)"/g)) {
    const neighbour = opens ? text[index - 1] : text[index + 1];
    if (neighbour !== undefined && neighbour !== ',') {
      const where = opens ? 'before opening' : 'after closing';
      throw new GlanceFault(400, `Invalid filter value ${text}. There is no comma ${where} quotation mark.`);
    }
    opens = !opens;
  }
  if (!opens) throw new GlanceFault(400, `Invalid filter value ${text}. The quote is not closed.`);
}
