/** A value for a place in a request: the largest, the longest, the deepest or the most numerous that fits. */
export interface HostileValue {
  readonly name: string;
  /** @returns JSON, or a literal of GraphQL, of at most `room` characters */
  readonly write: (room: number) => string;
}

const MAX_ITEMS = 1000;
const MAX_TEXT = 16_384;

const repeat = (text: string, room: number): string => text.repeat(Math.max(1, Math.floor(room / text.length)));

function list(item: string, separator: string, count: number): string {
  return `[${Array.from({ length: count }, () => item).join(separator)}]`;
}

/** As many items as fit. */
function longList(item: string, separator: string): HostileValue {
  const write = (room: number): string =>
    list(item, separator, Math.floor((room - 2) / (item.length + separator.length)));
  return { name: `as many ${item} as fit`, write };
}

/** As many items as one list may have. */
function fullList(item: string, separator: string): HostileValue {
  const write = (room: number): string =>
    list(item, separator, Math.min(MAX_ITEMS, Math.floor((room - 2) / (item.length + separator.length))));
  return { name: `1000 ${item.slice(0, 40)}`, write };
}

function nested(open: string, close: string, levels: (room: number) => number): HostileValue['write'] {
  return (room) => open.repeat(levels(room)) + 1 + close.repeat(levels(room));
}

function deep(open: string, close: string): HostileValue[] {
  const fitting = (room: number): number => Math.floor((room - 1) / (open.length + close.length));
  return [
    { name: `as many ${open} within each other as fit`, write: nested(open, close, fitting) },
    { name: `10 ${open} within each other`, write: nested(open, close, () => 10) },
  ];
}

function keys(toKey: (index: number) => string, count: (room: number) => number): HostileValue['write'] {
  return (room) => `{${Array.from({ length: count(room) }, (_, index) => toKey(index)).join(',')}}`;
}

function text(name: string, write: (room: number) => string): HostileValue[] {
  return [
    { name: `as much ${name} as fits`, write: (room) => `"${write(room - 2)}"` },
    { name: `as much ${name} as is allowed`, write: (room) => `"${write(Math.min(MAX_TEXT, room - 2))}"` },
  ];
}

/** @param samples values of the type of the place, and of its items, as JSON */
export function toHostileJson(samples: readonly string[]): HostileValue[] {
  const items = ['1', 'null', '{}', '[]', '"a"', '1e308', 'true', '{"__proto__":1}', ...samples];
  return [
    ...items.flatMap((item) => [longList(item, ','), fullList(item, ',')]),
    fullList(`"${'x'.repeat(250)}"`, ','),
    fullList(list('1', ',', 9), ','),
    ...deep('[', ']'),
    ...deep('{"a":', '}'),
    ...deep('{"__typename":', '}'),
    {
      name: 'as many keys as fit',
      write: keys(
        (index) => `"k${index}":1`,
        (room) => Math.floor(room / 11),
      ),
    },
    {
      name: '9,990 keys',
      write: keys(
        (index) => `"k${index}":1`,
        () => 9990,
      ),
    },
    { name: 'the longest key', write: (room) => `{"${'k'.repeat(room - 6)}":1}` },
    ...text('text', (room) => 'x'.repeat(room)),
    ...text('control characters', (room) => repeat('\\u0000', room)),
    ...text('lone surrogates', (room) => repeat('\\ud800', room)),
    ...text('Did you mean', (room) => repeat('Did you mean ', room)),
    ...text('percent signs', (room) => repeat('%', room)),
    { name: 'the longest number', write: (room) => repeat('1', room) },
    { name: 'the longest fraction', write: (room) => `0.${repeat('1', room - 2)}` },
  ];
}

/** Values within a document. */
export const HOSTILE_LITERALS: readonly HostileValue[] = [
  ...['1', 'null', '{}', '[]', 'A'].flatMap((item) => [longList(item, ' '), fullList(item, ' ')]),
  ...deep('[', ']'),
  ...deep('{a:', '}'),
  {
    name: 'as many keys as fit',
    write: keys(
      (index) => `k${index}:1`,
      (room) => Math.floor(room / 10),
    ),
  },
  {
    name: '2,000 keys',
    write: keys(
      (index) => `k${index}:1`,
      () => 2000,
    ),
  },
  { name: 'the longest key', write: (room) => `{${'k'.repeat(room - 5)}:1}` },
  { name: 'the longest name', write: (room) => 'N'.repeat(room) },
  ...text('text', (room) => 'x'.repeat(Math.max(1, room - 2))),
  ...text('Did you mean', (room) => repeat('Did you mean ', room - 2)),
  { name: 'the longest number', write: (room) => repeat('1', room) },
];
