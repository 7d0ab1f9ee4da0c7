import type { Environment } from './config.ts';

/** One environment variable: what it takes, and how it is read. */
export interface Variable<T> {
  readonly name: string;
  /** What is said when the value is bad: "must be ...". */
  readonly takes: string;
  readonly meaning: string;
  /** As README and .env.example show it. */
  readonly defaultText: string;
  readonly default: (env: Environment) => T;
  /** @returns undefined for a value that the variable does not take */
  readonly parse: (text: string) => T | undefined;
}

const inProduction = (env: Environment): boolean => env['NODE_ENV'] === 'production';

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

/** Five times the requests, unless it is given: who lifts one limit means the other. */
export function callsPerMinute(name: string, requests: string, standard: number, meaning: string): Variable<number> {
  const toCalls = (count: number): number => count * 5;
  return {
    ...integer(name, toCalls(standard), { min: 0, max: 100_000_000, unit: 'calls' }, meaning),
    defaultText: `${toCalls(standard)}, five times ${requests}`,
    default: (env) => toCalls(perMinute(requests, standard, '').parse(env[requests]?.trim() ?? '') ?? standard),
  };
}
