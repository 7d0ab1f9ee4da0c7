import type { EmbeddedSeed } from './seed.ts';
import { reportRepeated } from './seedRepeats.ts';
import {
  count,
  flag,
  imageId,
  isObject,
  listOf,
  mapOf,
  objectOf,
  oneOf,
  orNull,
  text,
  time,
  tokenText,
  type Check,
} from './seedChecks.ts';

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

/** Checks for what one part of the seed calls by a name that another part gives. */
interface NameChecks {
  readonly project: Check;
  readonly domain: Check;
  readonly user: Check;
}

function seedCheck(names: NameChecks): Check {
  const member = objectOf({ project: names.project }, { status: oneOf('pending', 'accepted', 'rejected') });
  const image = objectOf(
    { id: imageId, name: orNull(text), owner: names.project },
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
  const roles = listOf(oneOf('admin', 'member', 'reader'));
  const token = objectOf(
    { token: tokenText, project: orNull(names.project), roles },
    { user: text, domain: names.domain, system: flag },
  );
  const assignment = objectOf({ roles }, { project: orNull(names.project), domain: names.domain, system: flag });
  const user = objectOf({}, { id: text, domain: names.domain, password: text, roles: listOf(assignment) });
  const accessRule = objectOf({ service: text, method: text, path: text });
  const credential = objectOf(
    { secret: text, user: names.user, project: names.project },
    { id: text, roles, accessRules: listOf(accessRule), token: tokenText },
  );
  return objectOf(
    { projects: mapOf(text), tokens: mapOf(token), images: listOf(image) },
    {
      domains: mapOf(text),
      projectNames: mapOf(objectOf({}, { name: text, domain: names.domain })),
      users: mapOf(user),
      applicationCredentials: mapOf(credential),
    },
  );
}

function isSeed(seed: unknown, problems: SeedProblem[]): seed is EmbeddedSeed {
  const report = (path: string, message: string): void => {
    problems.push({ path, message });
  };
  const namesIn = (part: string): readonly string[] =>
    isObject(seed) && isObject(seed[part]) ? Object.keys(seed[part]) : [];
  const nameIn = (place: string, names: readonly string[]): Check => {
    return (value, path) => {
      if (typeof value !== 'string' || !names.includes(value)) report(path, `must be a name in ${place}`);
    };
  };
  const tokens = isObject(seed) && isObject(seed['tokens']) ? Object.entries(seed['tokens']) : [];
  const tokenUsers = tokens.map(([name, token]) =>
    isObject(token) && typeof token['user'] === 'string' ? token['user'] : name,
  );
  seedCheck({
    project: nameIn('projects', namesIn('projects')),
    domain: nameIn('domains', ['Default', ...namesIn('domains')]),
    user: nameIn('users or tokens', [...namesIn('users'), ...tokenUsers]),
  })(seed, '', report);
  if (problems.length === 0) reportRepeated(seed, report);
  return problems.length === 0;
}
