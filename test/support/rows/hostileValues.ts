/** What may stand in place of any value of a row. Undefined leaves the value out. */
export const HOSTILE_VALUES: readonly (string | undefined)[] = [
  'null',
  undefined,
  '7',
  '-7',
  '1.5',
  '1e3',
  '9007199254740991',
  '9007199254740993',
  '123456789012345678901234567890',
  '1e400',
  '"text"',
  '""',
  '"constructor"',
  '"2026-13-45T99:99:99Z"',
  '{"a":1}',
  '{"a":9007199254740993}',
  '["a"]',
  '["a",5]',
  'true',
];

/** A field must be null with an error at its path. */
export const UNREADABLE = Symbol('unreadable');

/** @returns what a field shows for a JSON value, or UNREADABLE */
export type Expectation = (raw: string | undefined) => unknown;

const isNothing = (raw: string | undefined): boolean => raw === undefined || raw === 'null';

function parse(raw: string | undefined): unknown {
  return raw === undefined ? undefined : JSON.parse(raw);
}

export const expectText: Expectation = (raw) => {
  const value = parse(raw);
  return typeof value === 'string' ? value : UNREADABLE;
};

export const expectOptionalText: Expectation = (raw) => (isNothing(raw) ? null : expectText(raw));

export const expectOneOf =
  (words: Readonly<Record<string, string>>, otherwise: unknown = UNREADABLE): Expectation =>
  (raw) => {
    const text = expectText(raw);
    if (typeof text !== 'string') return UNREADABLE;
    return Object.hasOwn(words, text) ? words[text] : otherwise;
  };

const SIZES: Readonly<Record<string, number | string>> = {
  '7': 7,
  '-7': -7,
  '1e3': 1000,
  '9007199254740991': 9007199254740991,
  '9007199254740993': '9007199254740993',
  '123456789012345678901234567890': '123456789012345678901234567890',
};

export const expectSize: Expectation = (raw = 'null') => (raw === 'null' ? null : (SIZES[raw] ?? UNREADABLE));

export const expectCount: Expectation = (raw) => {
  if (isNothing(raw)) return 0;
  const size = expectSize(raw);
  return typeof size === 'number' && Math.abs(size) < 2 ** 31 ? size : UNREADABLE;
};

export const expectFlag: Expectation = (raw) => (isNothing(raw) ? false : raw === 'true' ? true : UNREADABLE);

export const expectTags: Expectation = (raw) => (isNothing(raw) ? [] : raw === '["a"]' ? ['a'] : UNREADABLE);

export const expectMoment: Expectation = () => UNREADABLE;

/** A property is text. What is none is shown as JSON, unless a number of it has lost digits. */
export const expectProperty: Expectation = (raw = 'null') => {
  const text = expectText(raw);
  if (typeof text === 'string') return text;
  const lostDigits = ['9007199254740993', '123456789012345678901234567890', '1e400', '{"a":9007199254740993}'];
  return lostDigits.includes(raw) ? UNREADABLE : JSON.stringify(parse(raw));
};
