import { demoSeed } from '../../../../../src/embedded/demoSeed.ts';

type Name = keyof typeof demoSeed.tokens;

/** The demo's accounts as a user signs in to them. */
export function demoAccount(name: Name): { projectId: string; token: string } {
  const { token, project } = demoSeed.tokens[name];
  return { token, projectId: demoSeed.projects[project] };
}
