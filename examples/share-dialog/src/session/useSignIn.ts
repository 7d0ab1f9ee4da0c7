import { useState } from 'react';
import { identify } from './identify.ts';
import type { SignedIn } from './session.ts';
import { useSession } from './SessionContext.ts';

interface SignInAttempt {
  readonly isBusy: boolean;
  /** What to tell the user; null when there is nothing. */
  readonly problem: string | null;
  /** Whether the user has to name the project, because the gateway knows no identity service. */
  readonly needsProject: boolean;
  /** @param projectId the project of the token, as far as the user or the list of demo accounts has named it */
  signIn(token: string, projectId: string | undefined): Promise<void>;
}

/** @param expected the project that the token must be for; undefined takes any project */
export function useSignIn(expected: SignedIn | undefined): SignInAttempt {
  const session = useSession();
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [needsProject, setNeedsProject] = useState(false);

  async function trySignIn(token: string, projectId: string | undefined): Promise<string | null> {
    const found = await identify(token);
    switch (found.kind) {
      case 'project': {
        const { who } = found;
        if (expected && expected.projectId !== who.projectId) {
          return `This token is for the project ${who.projectName}. Sign out first to work in another project.`;
        }
        session.signIn({ ...who, token });
        return null;
      }
      case 'notConfigured': {
        if (projectId) session.signIn({ projectId, projectName: null, userName: null, token });
        else setNeedsProject(true);
        return projectId ? null : 'The gateway knows no identity service. Name the project of your token.';
      }
      case 'noProject':
        return `${found.userName}, this token is for no project. Ask for one with a project, with --os-project-name.`;
      case 'refused':
        return 'The token was refused. It may be mistyped, or it has expired.';
      case 'failed':
        return found.message;
    }
  }

  return {
    isBusy,
    problem,
    needsProject,
    async signIn(token, projectId) {
      setIsBusy(true);
      setProblem(null);
      setProblem(await trySignIn(token, projectId));
      setIsBusy(false);
    },
  };
}
