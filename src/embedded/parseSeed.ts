import { MIN_TOKEN_LENGTH } from '../lib/minTokenLength.ts';
import type { EmbeddedSeed } from './seed.ts';

/** One problem of a seed. `path` looks like `images[0].members[1].status`; '' stands for the whole seed. */
interface SeedProblem {
  readonly path: string;
  readonly message: string;
}

/** A seed that cannot be used, with all its problems. */
export class EmbeddedSeedError extends Error {
  override readonly name = 'EmbeddedSeedError' as const;
  readonly problems: readonly SeedProblem[];

  constructor(problems: readonly SeedProblem[]) {
    super(
      `The seed is not valid:\n${problems.map(({ path, message }) => `  ${path || 'seed'}: ${message}`).join('\n')}`,
    );
    this.problems = problems;
  }
}

/** Checks a seed that was read from JSON. @throws EmbeddedSeedError that names every problem */
export function parseEmbeddedSeed(seed: unknown): EmbeddedSeed {
  const problems: SeedProblem[] = [];
  if (isSeed(seed, problems)) return seed;
  throw new EmbeddedSeedError(problems);
}

type Check = (value: unknown, path: string, report: (path: string, message: string) => void) => void;

const text: Check = (value, path, report) => {
  if (typeof value !== 'string' || value === '') report(path, 'must be a text that is not empty');
};
const tokenText: Check = (value, path, report) => {
  if (typeof value === 'string' && value.length >= MIN_TOKEN_LENGTH) return;
  report(path, `must be a text of ${MIN_TOKEN_LENGTH} characters or more`);
};
const flag: Check = (value, path, report) => {
  if (typeof value !== 'boolean') report(path, 'must be true or false');
};
const count: Check = (value, path, report) => {
  if (!Number.isSafeInteger(value) || Number(value) < 0) report(path, 'must be a whole number, 0 or more');
};
const time: Check = (value, path, report) => {
  if (typeof value !== 'string' || Number.isNaN(Date.parse(value))) report(path, 'must be an ISO 8601 time');
};
const imageId: Check = (value, path, report) => {
  const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
  if (typeof value !== 'string' || !pattern.test(value)) report(path, 'must be a UUID');
};

function orNull(check: Check): Check {
  return (value, path, report) => value === null || check(value, path, report);
}

function oneOf(...allowed: readonly string[]): Check {
  return (value, path, report) => {
    if (typeof value !== 'string' || !allowed.includes(value)) report(path, `must be one of ${allowed.join(', ')}`);
  };
}

function listOf(check: Check): Check {
  return (value, path, report) => {
    if (!Array.isArray(value)) report(path, 'must be a list');
    else value.forEach((item: unknown, index) => check(item, `${path}[${index}]`, report));
  };
}

function mapOf(check: Check): Check {
  return (value, path, report) => {
    if (!isObject(value)) report(path, 'must be an object');
    else for (const [name, item] of Object.entries(value)) check(item, `${path}.${name}`, report);
  };
}

function objectOf(required: Readonly<Record<string, Check>>, optional: Readonly<Record<string, Check>> = {}): Check {
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

function seedCheck(project: Check): Check {
  const member = objectOf({ project }, { status: oneOf('pending', 'accepted', 'rejected') });
  const image = objectOf(
    { id: imageId, name: orNull(text), owner: project },
    {
      visibility: oneOf('public', 'community', 'shared', 'private'),
      status: oneOf('queued', 'active', 'deactivated'),
      size: count,
      diskFormat: text,
      containerFormat: text,
      minDisk: count,
      minRam: count,
      protected: flag,
      hidden: flag,
      tags: listOf(text),
      properties: mapOf(text),
      createdAt: time,
      members: listOf(member),
    },
  );
  const token = objectOf({
    token: tokenText,
    project: orNull(project),
    roles: listOf(oneOf('admin', 'member', 'reader')),
  });
  return objectOf({ projects: mapOf(text), tokens: mapOf(token), images: listOf(image) });
}

function isSeed(seed: unknown, problems: SeedProblem[]): seed is EmbeddedSeed {
  const report = (path: string, message: string): void => {
    problems.push({ path, message });
  };
  const names = isObject(seed) && isObject(seed['projects']) ? Object.keys(seed['projects']) : [];
  const project: Check = (value, path) => {
    if (typeof value !== 'string' || !names.includes(value)) report(path, 'must be a name in projects');
  };
  seedCheck(project)(seed, '', report);
  if (problems.length === 0) reportRepeated(seed, report);
  return problems.length === 0;
}

/** Reports what occurs twice: the ID of an image, a token, or a member of one image. */
function reportRepeated(seed: unknown, report: (path: string, message: string) => void): void {
  if (!isObject(seed) || !Array.isArray(seed['images']) || !isObject(seed['tokens'])) return;
  const images: readonly unknown[] = seed['images'];
  const entriesOf = (items: readonly unknown[], path: string, name: string) =>
    items.map((item, index): [string, unknown] => [`${path}[${index}].${name}`, isObject(item) ? item[name] : item]);
  const groups: (readonly [string, unknown])[][] = [
    entriesOf(images, 'images', 'id'),
    Object.entries(seed['tokens']).map(([name, item]) => [
      `tokens.${name}.token`,
      isObject(item) ? item['token'] : item,
    ]),
    ...images.map((image, index) => {
      const members: readonly unknown[] = isObject(image) && Array.isArray(image['members']) ? image['members'] : [];
      return entriesOf(members, `images[${index}].members`, 'project');
    }),
  ];
  for (const group of groups) {
    const seen = new Set<unknown>();
    for (const [path, value] of group) {
      if (seen.has(value)) report(path, 'occurs twice');
      seen.add(value);
    }
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
