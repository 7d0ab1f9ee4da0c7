import { toId } from './identity/directory.ts';
import type { SeedMember, SeedProjectName } from './seed.ts';

const COUNT = 30;
const DECISIONS = ['accepted', 'pending', 'accepted', 'rejected'] as const;

const names = Array.from({ length: COUNT }, (_, index) => `course-${String(index + 1).padStart(2, '0')}`);

/** Many projects of domain Campus, as members of one image. */
export const courseProjects: Readonly<Record<string, string>> = Object.fromEntries(
  names.map((name) => [name, toId(`project ${name}`)]),
);

export const courseNames: Readonly<Record<string, SeedProjectName>> = Object.fromEntries(
  names.map((name) => [name, { domain: 'Campus' }]),
);

export const courseMembers: readonly SeedMember[] = names.map((project, index) => ({
  project,
  status: DECISIONS[index % DECISIONS.length] ?? 'pending',
}));
