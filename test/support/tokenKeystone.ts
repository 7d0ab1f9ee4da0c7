import { describeToken } from './keystoneGlance.ts';
import { startUpstream, type ScriptedUpstream, type UpstreamStep } from './scriptedUpstream.ts';
import { ADMIN, ALPHA, BETA } from './startReads.ts';
import { status } from './testGlance.ts';

const DOMAIN = { id: 'default', name: 'Default' };
const USER = { id: 'e'.repeat(32), name: 'ada', domain: DOMAIN };

const OWNERS = new Map([
  ['token-of-project-admin', { id: ADMIN, name: 'admin', role: 'admin' }],
  ['token-of-project-alpha', { id: ALPHA, name: 'alpha', role: 'member' }],
  ['token-of-project-beta', { id: BETA, name: 'beta', role: 'member' }],
]);

/**
 * A Keystone that describes the tokens of `startReads`.
 * @param fields of each description, in the place of the usual ones; a function takes the place of each response
 */
export function startTokenKeystone(
  fields: Readonly<Record<string, unknown>> | (() => UpstreamStep) = {},
): Promise<ScriptedUpstream> {
  return startUpstream(({ headers }) => {
    if (typeof fields === 'function') return fields();
    const owner = OWNERS.get(headers['x-subject-token'] ?? '');
    if (!owner) return status(404, {}, { error: { code: 404, message: 'Could not find token.', title: 'Not Found' } });
    const { id, name, role } = owner;
    const roles = [{ id: role, name: role }];
    return status(200, {}, describeToken({ user: USER, project: { id, name, domain: DOMAIN }, roles, ...fields }));
  });
}

/** Of a token that is not for a project. */
export const NO_PROJECT = { project: undefined, roles: [] };
