import { SECRET, type WireKeystone } from './keystoneActors.ts';
import { askRaw } from './keystoneAnswers.ts';

const DEFAULT = { id: 'default' };

type Auth = Readonly<Record<string, unknown>>;

export const byPassword = (name: string, scope: unknown): Auth => ({
  identity: { methods: ['password'], password: { user: { name, domain: DEFAULT, password: SECRET } } },
  scope,
});
export const inProject = (name: string): object => ({ project: { name, domain: DEFAULT } });
export const inWire = { domain: { name: 'Wire' } };
export const inSystem = { system: { all: true } };

/** @param name `plain` or `ruled`: without and with access rules */
export const byCredential = (name: string): Auth => ({
  identity: {
    methods: ['application_credential'],
    application_credential: { id: `{${name}}`, secret: SECRET },
  },
});

/** A token. Braces in `auth` name something of the directory. */
export async function signIn(keystone: WireKeystone, auth: Auth): Promise<string> {
  const { status, headers, text } = await askRaw(keystone, { method: 'POST', path: '/v3/auth/tokens', body: { auth } });
  const token = headers['x-subject-token'];
  if (status !== 201 || typeof token !== 'string') throw new Error(`Keystone answered ${status}: ${text}`);
  return token;
}
