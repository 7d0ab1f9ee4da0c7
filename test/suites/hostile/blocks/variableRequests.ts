import type { HostileRequest } from './hostileRequest.ts';

const fill = (count: number, item: unknown): unknown[] => Array.from({ length: count }, () => item);
const query = (index: number): string =>
  `query Q${index}($f: ImageFilter) { images(first: 1, filter: $f) { nodes { id } } }`;
const anyQuery = (index: number): string =>
  `query Q${index}($r: [_Any!]!) { _entities(representations: $r) { __typename } }`;

/** What stands in the variables, for which the document is small. */
export const VARIABLE_REQUESTS: readonly HostileRequest[] = [
  { name: 'a list of 1,000 wrong items', variables: { f: { tags: fill(1000, 1) } }, query },
  { name: 'a list of 60,000 items', variables: { f: { tags: fill(60_000, 'a') } }, query },
  {
    name: '20,000 unknown keys',
    variables: { f: Object.fromEntries(fill(20_000, 1).map((_, i) => [`k${i}`, 1])) },
    query,
  },
  {
    name: '9,900 unknown keys',
    variables: { f: Object.fromEntries(fill(9900, 1).map((_, i) => [`k${i}`, 1])) },
    query,
  },
  {
    name: '20,000 variables that nobody declares',
    variables: Object.fromEntries(fill(20_000, 1).map((_, i) => [`k${i}`, 1])),
    query,
  },
  { name: 'a text of 250 KB in a variable', variables: { f: { name: 'x'.repeat(250_000) } }, query },
  { name: 'a text of 16,384 control characters', variables: { f: { name: '\u0001'.repeat(16_384) } }, query },
  { name: '14 texts of 16,384 characters', variables: { f: { tags: fill(14, 'x'.repeat(16_384)) } }, query },
  { name: '50 tags of 5,000 quotes', variables: { f: { tags: fill(50, '"'.repeat(2400)) } }, query },
  { name: '1,000 representations of 9 lists', variables: { r: fill(1000, [[[[[[[[]]]]]]]]) }, query: anyQuery },
  { name: '120,000 representations', variables: { r: fill(120_000, 1) }, query: anyQuery },
];
