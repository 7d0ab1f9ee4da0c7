export type Environment = Readonly<Record<string, string | undefined>>;

/** One environment variable: what it takes, and how it is read. */
export interface Variable<T> {
  readonly name: string;
  /** The end of the error message for a bad value: "must be ...". */
  readonly takes: string;
  readonly meaning: string;
  /** The default as docs/configuration.md and .env.example show it. */
  readonly defaultText: string;
  readonly default: (env: Environment) => T;
  /** @returns undefined for a value that the variable does not take */
  readonly parse: (text: string) => T | undefined;
}

const inProduction = (env: Environment): boolean => env['NODE_ENV'] === 'production';

/** A variable that is null unless it is set. */
export function optional<T>(row: Pick<Variable<T>, 'name' | 'takes' | 'meaning' | 'parse'>): Variable<T | null> {
  return { ...row, defaultText: 'unset', default: () => null };
}

/** A variable that is an empty list unless it is set. */
export function list<T>(
  row: Pick<Variable<readonly T[]>, 'name' | 'takes' | 'meaning' | 'parse'>,
): Variable<readonly T[]> {
  return { ...row, defaultText: 'unset', default: () => [] };
}

export function choice<T extends string>(
  name: string,
  values: readonly T[],
  standard: T,
  meaning: string,
): Variable<T> {
  return {
    name,
    takes: `one of ${values.join(', ')}`,
    meaning,
    defaultText: standard,
    default: () => standard,
    parse: (text) => values.find((value) => value === text),
  };
}

export function milliseconds(name: string, standard: number, meaning: string): Variable<number> {
  return integer(name, standard, { min: 1, max: 600_000, unit: 'milliseconds' }, meaning);
}

export function integer(
  name: string,
  standard: number,
  { min, max, unit }: { min: number; max: number; unit: string },
  meaning: string,
): Variable<number> {
  return {
    name,
    takes: `a whole number of ${unit} from ${min} to ${max}`,
    meaning,
    defaultText: String(standard),
    default: () => standard,
    parse: (text) => {
      const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
      return value >= min && value <= max ? value : undefined;
    },
  };
}

export function limit(name: string, standard: number, unit: string, meaning: string): Variable<number> {
  return integer(name, standard, { min: 1, max: 100_000, unit }, meaning);
}

export function perMinute(name: string, standard: number, meaning: string): Variable<number> {
  return integer(name, standard, { min: 0, max: 100_000_000, unit: 'requests' }, meaning);
}

export function flag(name: string, meaning: string): Variable<boolean> {
  return {
    name,
    takes: 'true or false',
    meaning,
    defaultText: 'true, false with NODE_ENV=production',
    default: (env) => !inProduction(env),
    parse: (text) => (text === 'true' ? true : text === 'false' ? false : undefined),
  };
}

/** The default is five times the requests, so that raising the limit of requests raises this limit too. */
export function callsPerMinute(name: string, requests: string, standard: number, meaning: string): Variable<number> {
  const toCalls = (count: number): number => count * 5;
  return {
    ...integer(name, toCalls(standard), { min: 0, max: 100_000_000, unit: 'calls' }, meaning),
    defaultText: `${toCalls(standard)}, five times ${requests}`,
    default: (env) => toCalls(perMinute(requests, standard, '').parse(env[requests]?.trim() ?? '') ?? standard),
  };
}
