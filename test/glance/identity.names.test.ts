import { describe, expect, it } from 'vitest';
import { openIdentity } from '../support/identity.ts';
import {
  ALPHA,
  BETA,
  forbidden,
  HOME,
  SECOND,
  startKeystone,
  toList,
  toProject,
  type KeystoneScript,
  type ScriptedProject,
} from '../support/scriptedKeystone.ts';
import { reset } from '../support/brokenSteps.ts';
import { createCaller, status } from '../support/testGlance.ts';

const TOKEN = 'GET /v3/auth/tokens?nocatalog';
const OWN = 'GET /v3/auth/projects';
const LIST = 'GET /v3/projects?domain_id=default';
const search = (name: string, domainId = 'default') => `GET /v3/projects?name=${name}&domain_id=${domainId}`;

const named = ({ id, name, domain_id: domainId }: ScriptedProject, domainName: string | null = null) => ({
  id,
  name,
  domainId,
  domainName,
});
const unresolved = (reason: string, candidates: readonly object[] = []) =>
  expect.objectContaining({ kind: 'memberUnresolved', unresolved: { reason, candidates } });

async function resolve(script: KeystoneScript, ...names: readonly (string | readonly [string, string])[]) {
  const keystone = await startKeystone(script);
  const identity = openIdentity(keystone.url)();
  const answers = await identity.resolveNames(
    names.map((name) => (typeof name === 'string' ? { name, domain: null } : { name: name[0], domain: name[1] })),
  );
  return { answers, calls: keystone.calls };
}

const FIFTY = Array.from({ length: 50 }, (_, index) => toProject(index + 1, `project-${index + 1}`));
const FIFTY_NAMES = FIFTY.map(({ name }) => name);

describe('the names of a plain member', () => {
  it('are found among its own projects, 50 of them with two calls', async () => {
    const { answers, calls } = await resolve({ own: FIFTY }, ...FIFTY_NAMES);
    expect(answers).toEqual(FIFTY.map((project) => named(project)));
    expect(calls).toEqual([TOKEN, OWN]);
  });

  it('are not verifiable beyond its own projects, with one call more for any number', async () => {
    const { answers, calls } = await resolve({ own: [ALPHA] }, 'alpha', 'beta', 'gamma', 'delta');
    expect(answers).toEqual([named(ALPHA), ...['b', 'c', 'd'].map(() => unresolved('notVerifiable'))]);
    expect(calls).toEqual([TOKEN, OWN, LIST]);
  });

  it('are found with spaces around them, and only in the letters that were given', async () => {
    const { answers } = await resolve({ own: [ALPHA] }, ' alpha\t', 'Alpha');
    expect(answers).toEqual([named(ALPHA), unresolved('notVerifiable')]);
  });

  it('prefer the domain of the own project, and take one other domain', async () => {
    const own = [ALPHA, toProject(5, 'alpha', SECOND.id), toProject(6, 'far', SECOND.id)];
    const { answers } = await resolve({ own }, 'alpha', 'far');
    expect(answers).toEqual([named(ALPHA), named(toProject(6, 'far', SECOND.id))]);
  });

  it('are ambiguous in several domains that are not its own', async () => {
    const [one, other] = [toProject(5, 'far', SECOND.id), toProject(6, 'far', 'third')];
    const { answers } = await resolve({ own: [ALPHA, one, other] }, 'far', ['far', SECOND.id]);
    expect(answers).toEqual([unresolved('ambiguous', [named(one), named(other)]), named(one)]);
  });

  it.each(['default', 'Default'])('are looked for in the domain that is given as %s', async (domain) => {
    const { answers, calls } = await resolve(
      { own: [ALPHA, toProject(5, 'far', SECOND.id)] },
      ['alpha', domain],
      ['far', domain],
    );
    expect(answers).toEqual([named(ALPHA), unresolved('notVerifiable')]);
    expect(calls).toEqual([TOKEN, OWN, search('far')]);
  });

  it('include the project of a trust, which is none of the own projects of the user', async () => {
    const { answers } = await resolve({ own: [BETA] }, 'alpha');
    expect(answers).toEqual([named(ALPHA, 'Default')]);
  });

  it('are those of the domain of the user for a token without a project', async () => {
    const token = { project: undefined, user: { id: 'u', name: 'ada', domain: SECOND } };
    const own = [toProject(5, 'alpha', SECOND.id), ALPHA];
    expect((await resolve({ own, token }, 'alpha')).answers).toEqual([named(toProject(5, 'alpha', SECOND.id))]);
  });

  it('are found with a token that is too long for a description, where they are unique', async () => {
    const twin = [toProject(6, 'twin', SECOND.id), toProject(5, 'twin')];
    const keystone = await startKeystone({ own: [ALPHA, ...twin] });
    const identity = openIdentity(keystone.url)({ ...createCaller(), token: 'g'.repeat(9000) });
    const names = ['alpha', 'twin', 'beta'].map((name) => ({ name, domain: null }));
    expect(await identity.resolveNames([...names, { name: 'twin', domain: SECOND.id }])).toEqual([
      named(ALPHA),
      unresolved(
        'ambiguous',
        twin.map((project) => named(project)),
      ),
      unresolved('notVerifiable'),
      named(toProject(6, 'twin', SECOND.id)),
    ]);
    expect(keystone.calls).toEqual([OWN]);
  });
});

describe('the names of an administrator', () => {
  it('are found in the list of the domain, 50 of them with two calls', async () => {
    const { answers, calls } = await resolve({ readable: [...FIFTY, ALPHA, BETA] }, ...FIFTY_NAMES);
    expect(answers).toEqual(FIFTY.map((project) => named(project)));
    expect(calls).toEqual([TOKEN, LIST]);
  });

  it('are looked up without a list when there is one', async () => {
    const { answers, calls } = await resolve({ readable: [ALPHA, BETA] }, 'beta', 'beta');
    expect(answers).toEqual([named(BETA), named(BETA)]);
    expect(calls).toEqual([TOKEN, search('beta')]);
  });

  it('are not found where the domain has no such project', async () => {
    const { answers, calls } = await resolve({ readable: [ALPHA] }, 'beta', 'gamma', 'alpha');
    expect(answers).toEqual([unresolved('notFound'), unresolved('notFound'), named(ALPHA)]);
    expect(calls).toEqual([TOKEN, LIST, OWN]);
  });

  it('are found among the own projects of another domain where its own domain has no such project', async () => {
    const far = toProject(5, 'far', SECOND.id);
    const { answers, calls } = await resolve({ own: [far], readable: [ALPHA] }, 'far', ['far', 'default']);
    expect(answers).toEqual([named(far), unresolved('notFound')]);
    expect(calls).toEqual([TOKEN, LIST, OWN]);
  });

  it('are looked up one by one where Keystone cuts the list', async () => {
    const { answers, calls } = await resolve(
      {
        readable: [ALPHA, BETA],
        intercept: ({ url }) => (url === '/v3/projects?domain_id=default' ? status(200, {}, CUT) : undefined),
      },
      'alpha',
      'beta',
      'gamma',
    );
    expect(answers).toEqual([named(ALPHA), named(BETA), unresolved('notFound')]);
    expect(calls).toEqual([TOKEN, LIST, search('beta'), search('gamma'), OWN]);
  });

  it('are looked up one by one where the list is too large to be read', async () => {
    const large = status(200, {}, toList([ALPHA, { description: 'x'.repeat(1024 * 1024) }]));
    const { answers, calls } = await resolve(
      {
        readable: [ALPHA, BETA],
        intercept: ({ url }) => (url === '/v3/projects?domain_id=default' ? large : undefined),
      },
      'alpha',
      'beta',
    );
    expect(answers).toEqual([named(ALPHA), named(BETA)]);
    expect(calls).toEqual([TOKEN, LIST, search('alpha'), search('beta')]);
  });

  it('are compared by Keystone itself where they differ from the list in upper and lower case', async () => {
    const { answers, calls } = await resolve(
      {
        readable: [ALPHA, BETA],
        intercept: ({ url }) =>
          url === '/v3/projects?name=BETA&domain_id=default' ? status(200, {}, toList([BETA])) : undefined,
      },
      'ALPHA',
      'BETA',
      'gamma',
    );
    expect(answers).toEqual([unresolved('notFound'), named(BETA), unresolved('notFound')]);
    expect(calls).toEqual([TOKEN, LIST, search('ALPHA'), search('BETA'), OWN]);
  });

  it('are looked for in a domain that is given by its name, by its ID, or as a text that is neither', async () => {
    const far = toProject(5, 'far', SECOND.id);
    const script = { readable: [ALPHA, far] };
    const byName = await resolve(script, ['far', 'Second']);
    expect(byName.answers).toEqual([named(far)]);
    expect(byName.calls).toEqual([TOKEN, 'GET /v3/domains?name=Second', search('far', SECOND.id)]);
    const byId = await resolve(script, ['far', SECOND.id]);
    expect(byId.answers).toEqual([named(far)]);
    expect(byId.calls).toEqual([TOKEN, search('far', SECOND.id)]);
    const neither = await resolve(script, ['far', 'No & such']);
    expect(neither.answers).toEqual([unresolved('notFound')]);
    expect(neither.calls).toEqual([TOKEN, 'GET /v3/domains?name=No%20%26%20such', search('far', 'No%20%26%20such')]);
  });
});

describe('the names of a token whose rights are smaller than its roles say', () => {
  it.each([
    ['an administrator', { roles: [{ name: 'admin' }] }],
    ['a reader of the system', { project: undefined, system: { all: true }, roles: [{ name: 'reader' }] }],
  ])('are found among its own projects after one refusal: %s', async (_title, token) => {
    const { answers, calls } = await resolve({ token, own: [ALPHA, BETA], readable: null }, 'alpha', 'beta', 'gamma');
    expect(answers).toEqual([named(ALPHA), named(BETA), unresolved('notVerifiable')]);
    expect(calls).toEqual([TOKEN, LIST, OWN]);
  });

  it('are found in another domain among the own projects by a reader of one domain', async () => {
    const token = { project: undefined, domain: HOME, roles: [{ name: 'reader' }] };
    const far = toProject(5, 'far', SECOND.id);
    const { answers, calls } = await resolve({ token, own: [far], readable: [ALPHA] }, ['far', SECOND.id], 'alpha');
    expect(answers).toEqual([named(far), named(ALPHA)]);
    expect(calls).toEqual([TOKEN, search('alpha'), OWN]);
  });
});

describe('the names of a reader of one domain', () => {
  const token = { project: undefined, domain: HOME, roles: [{ name: 'reader' }] };

  it('are found in the domain, and not verifiable in another', async () => {
    const { answers, calls } = await resolve({ token, readable: [ALPHA, BETA] }, 'beta', 'gamma', ['beta', SECOND.id]);
    expect(answers).toEqual([named(BETA), unresolved('notFound'), unresolved('notVerifiable')]);
    expect(calls).toEqual([TOKEN, LIST, OWN]);
  });
});

describe('names at an identity service that fails', () => {
  const down = { kind: 'unavailable', message: 'The identity service is down or overloaded.', outcome: 'notApplied' };

  it.each([
    ['the description', '/v3/auth/tokens?nocatalog', {}],
    ['the own projects', '/v3/auth/projects', {}],
    ['the list of the domain', '/v3/projects?domain_id=default', { readable: [ALPHA] }],
  ])('have the error of %s each', async (_title, broken, script) => {
    const { answers } = await resolve(
      { ...script, intercept: ({ url }) => (url === broken ? status(503) : undefined) },
      'alpha',
      'beta',
    );
    expect(answers).toEqual([expect.objectContaining(down), expect.objectContaining(down)]);
  });

  it('have the error of a connection that breaks', async () => {
    const { answers } = await resolve({ intercept: () => reset }, 'alpha');
    expect(answers).toEqual([
      expect.objectContaining({ kind: 'unavailable', message: 'The identity service could not be reached.' }),
    ]);
  });

  it('have the error of a refused token', async () => {
    const { answers, calls } = await resolve({ intercept: () => status(401) }, 'alpha', 'beta');
    expect(answers).toEqual([
      expect.objectContaining({ kind: 'unauthorized' }),
      expect.objectContaining({ kind: 'unauthorized' }),
    ]);
    expect(calls).toEqual([TOKEN]);
  });
});

describe('the projects of IDs', () => {
  const ids = (...projects: readonly ScriptedProject[]) => projects.map(({ id }) => id);

  it('are own projects first, with one call', async () => {
    const keystone = await startKeystone({ own: [ALPHA, BETA] });
    const identity = openIdentity(keystone.url)();
    expect(await identity.findProjects(ids(BETA, ALPHA, BETA))).toEqual([named(BETA), named(ALPHA), named(BETA)]);
    expect(await identity.findProjects(ids(ALPHA))).toEqual([named(ALPHA)]);
    expect(keystone.calls).toEqual([OWN]);
  });

  it('are null beyond the own projects after one refusal in an operation', async () => {
    const keystone = await startKeystone({ own: [ALPHA] });
    const identity = openIdentity(keystone.url)();
    expect(await identity.findProjects(ids(BETA, ALPHA, ...FIFTY.slice(4, 8)))).toEqual([
      null,
      named(ALPHA),
      null,
      null,
      null,
      null,
    ]);
    expect(await identity.findProjects(ids(...FIFTY.slice(8)))).toEqual(FIFTY.slice(8).map(() => null));
    expect(keystone.calls).toEqual([OWN, `GET /v3/projects/${BETA.id}`]);
  });

  it('are read one by one by their rights, and with one list from nine on', async () => {
    const readable = FIFTY.map((project) => ({ ...project, enabled: false }));
    const keystone = await startKeystone({ own: [], readable });
    const open = openIdentity(keystone.url);
    const missing = toProject(99, 'missing');
    const few = FIFTY.slice(0, 7);
    expect(await open().findProjects(ids(...few, missing))).toEqual([...few.map((project) => named(project)), null]);
    expect(keystone.calls.toSorted()).toEqual(
      [OWN, ...[...few, missing].map(({ id }) => `GET /v3/projects/${id}`)].toSorted(),
    );
    expect(await open().findProjects(ids(...FIFTY, missing))).toEqual([
      ...FIFTY.map((project) => named(project)),
      null,
    ]);
    expect(keystone.calls.slice(9)).toEqual([OWN, 'GET /v3/projects']);
  });

  it('are null when the identity service fails, and own where only that fails', async () => {
    const down = await startKeystone({ intercept: () => status(503) });
    expect(await openIdentity(down.url)().findProjects(ids(ALPHA))).toEqual([null]);
    const half = await startKeystone({ intercept: ({ url }) => (url === '/v3/auth/projects' ? undefined : reset) });
    expect(await openIdentity(half.url)().findProjects(ids(ALPHA, BETA))).toEqual([named(ALPHA), null]);
    const other = await startKeystone({
      readable: [BETA],
      intercept: ({ url }) => (url === '/v3/auth/projects' ? forbidden : undefined),
    });
    expect(await openIdentity(other.url)().findProjects(ids(BETA))).toEqual([named(BETA)]);
  });
});

const CUT = { ...toList([ALPHA]), truncated: true };
