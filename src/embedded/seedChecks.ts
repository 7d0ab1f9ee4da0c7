import { MIN_TOKEN_LENGTH } from '../lib/minTokenLength.ts';

/** Reports what is wrong with a value of the seed. `path` looks like `images[0].members[1].status`. */
export type Check = (value: unknown, path: string, report: (path: string, message: string) => void) => void;

export const text: Check = (value, path, report) => {
  if (typeof value !== 'string' || value === '') report(path, 'must be a text that is not empty');
};
export const tokenText: Check = (value, path, report) => {
  if (typeof value === 'string' && value.length >= MIN_TOKEN_LENGTH) return;
  report(path, `must be a text of ${MIN_TOKEN_LENGTH} characters or more`);
};
export const flag: Check = (value, path, report) => {
  if (typeof value !== 'boolean') report(path, 'must be true or false');
};
export const count: Check = (value, path, report) => {
  if (!Number.isSafeInteger(value) || Number(value) < 0) report(path, 'must be a whole number, 0 or more');
};
export const time: Check = (value, path, report) => {
  if (typeof value !== 'string' || Number.isNaN(Date.parse(value))) report(path, 'must be an ISO 8601 time');
};
export const imageId: Check = (value, path, report) => {
  const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
  if (typeof value !== 'string' || !pattern.test(value)) report(path, 'must be a UUID');
};

export function orNull(check: Check): Check {
  return (value, path, report) => value === null || check(value, path, report);
}

export function oneOf(...allowed: readonly string[]): Check {
  return (value, path, report) => {
    if (typeof value !== 'string' || !allowed.includes(value)) report(path, `must be one of ${allowed.join(', ')}`);
  };
}

export function listOf(check: Check): Check {
  return (value, path, report) => {
    if (!Array.isArray(value)) report(path, 'must be a list');
    else value.forEach((item: unknown, index) => check(item, `${path}[${index}]`, report));
  };
}

export function mapOf(check: Check): Check {
  return (value, path, report) => {
    if (!isObject(value)) report(path, 'must be an object');
    else for (const [name, item] of Object.entries(value)) check(item, `${path}.${name}`, report);
  };
}

export function objectOf(
  required: Readonly<Record<string, Check>>,
  optional: Readonly<Record<string, Check>> = {},
): Check {
  return (value, path, report) => {
    if (!isObject(value)) return report(path, 'must be an object');
    const at = (name: string) => (path === '' ? name : `${path}.${name}`);
    for (const [name, check] of Object.entries(required)) {
      if (value[name] === undefined) report(at(name), 'is missing');
      else check(value[name], at(name), report);
    }
    for (const [name, item] of Object.entries(value)) {
      if (required[name] !== undefined) continue;
      if (optional[name] === undefined) report(at(name), 'is not known');
      else optional[name](item, at(name), report);
    }
  };
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
