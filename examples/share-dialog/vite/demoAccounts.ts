import type { Plugin } from 'vite';

/** As much of an embedded Glance's seed as accounts are made of. */
interface Seed {
  readonly projects: Readonly<Record<string, string>>;
  readonly tokens: Readonly<
    Record<string, { readonly token: string; readonly project: string | null; readonly roles: readonly string[] }>
  >;
}

/** Lets the page offer the accounts of an embedded Glance. Null stands for a gateway without an embedded Glance, and the list is empty. */
export function demoAccounts(seed: Seed | null): Plugin {
  const body = JSON.stringify(seed === null ? [] : toAccounts(seed));
  const path = '/demo-accounts.json';
  return {
    name: 'demo-accounts',
    configureServer: ({ middlewares }) => {
      middlewares.use(path, (_request, response) => response.end(body));
    },
    configurePreviewServer: ({ middlewares }) => {
      middlewares.use(path, (_request, response) => response.end(body));
    },
  };
}

function toAccounts({ projects, tokens }: Seed): readonly Record<string, string>[] {
  return Object.entries(tokens).flatMap(([name, { token, project, roles }]) =>
    project === null
      ? []
      : [{ name, token, projectId: projects[project] ?? project, description: `${roles.join(', ')} of ${project}` }],
  );
}
