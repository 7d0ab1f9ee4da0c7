import { describe, expect, it } from 'vitest';
import { demoSeed } from '../../src/embedded/demoSeed.ts';
import { EmbeddedSeedError, parseEmbeddedSeed } from '../../src/embedded/parseSeed.ts';

function problemsOf(seed: unknown): readonly { path: string; message: string }[] {
  try {
    parseEmbeddedSeed(seed);
  } catch (error) {
    if (error instanceof EmbeddedSeedError) return error.problems;
    throw error;
  }
  return [];
}

const IMAGE = { id: '5b8c1f3e-7a2d-4c69-9e10-3d6f8a4b2c01', name: 'ubuntu', owner: 'alpha' };
const PROJECTS = { alpha: 'a'.repeat(32), beta: 'b'.repeat(32) };

describe('parseEmbeddedSeed', () => {
  it('accepts the example seed after a round trip through JSON', () => {
    const seed: unknown = JSON.parse(JSON.stringify(demoSeed));
    expect(parseEmbeddedSeed(seed)).toEqual(demoSeed);
  });

  it('names every problem with its path', () => {
    const seed = {
      projects: { ...PROJECTS, gamma: 7 },
      tokens: { lena: { token: 'token-of-lena-1', project: 'delta', roles: ['owner'] }, nobody: 'x' },
      images: [
        { ...IMAGE, id: 'x', owner: 'delta', visibility: 'secret', size: -1, hidden: 'yes', createdAt: 'soon' },
        {
          name: null,
          owner: 'beta',
          tags: 'a',
          properties: { a: 1 },
          members: [{ project: 'alpha', status: 'maybe' }],
        },
        null,
      ],
      extra: true,
    };

    expect(problemsOf(seed)).toEqual([
      { path: 'projects.gamma', message: 'must be a text that is not empty' },
      { path: 'tokens.lena.token', message: 'must be a text of 16 characters or more' },
      { path: 'tokens.lena.project', message: 'must be a name in projects' },
      { path: 'tokens.lena.roles[0]', message: 'must be one of admin, member, reader' },
      { path: 'tokens.nobody', message: 'must be an object' },
      { path: 'images[0].id', message: 'must be a UUID' },
      { path: 'images[0].owner', message: 'must be a name in projects' },
      { path: 'images[0].visibility', message: 'must be one of public, community, shared, private' },
      { path: 'images[0].size', message: 'must be a whole number, 0 or more' },
      { path: 'images[0].hidden', message: 'must be true or false' },
      { path: 'images[0].createdAt', message: 'must be an ISO 8601 time' },
      { path: 'images[1].id', message: 'is missing' },
      { path: 'images[1].tags', message: 'must be a list' },
      { path: 'images[1].properties.a', message: 'must be a text that is not empty' },
      { path: 'images[1].members[0].status', message: 'must be one of pending, accepted, rejected' },
      { path: 'images[2]', message: 'must be an object' },
      { path: 'extra', message: 'is not known' },
    ]);
  });

  it('takes a seed without users, domains, names and credentials, and one with all of them', () => {
    const token = { token: 'token-of-lena-12', project: 'alpha', roles: ['member'] };
    const old = { projects: PROJECTS, tokens: { lena: token }, images: [IMAGE] };
    expect(parseEmbeddedSeed(old)).toEqual(old);
    const full = {
      ...old,
      domains: { Campus: 'c'.repeat(32) },
      projectNames: { beta: { name: 'alpha', domain: 'Campus' } },
      users: {
        mira: {
          id: 'd'.repeat(32),
          domain: 'Campus',
          password: 'secret',
          roles: [{ domain: 'Campus', roles: ['reader'] }],
        },
      },
      tokens: {
        lena: { ...token, user: 'mira' },
        system: { token: 'token-of-a-system', project: null, system: true, roles: ['reader'] },
        domain: { token: 'token-of-a-domain', project: null, domain: 'Default', roles: ['admin'] },
      },
      applicationCredentials: {
        build: {
          id: 'e'.repeat(32),
          secret: 'secret',
          user: 'mira',
          project: 'alpha',
          roles: ['reader'],
          accessRules: [{ service: 'image', method: 'GET', path: '/v2/images' }],
          token: 'token-of-the-build',
        },
      },
    };
    expect(parseEmbeddedSeed(full)).toEqual(full);
  });

  it('names every problem of users, domains, names and credentials', () => {
    const seed = {
      projects: { ...PROJECTS, twin: 'c'.repeat(32) },
      domains: { Campus: 7 },
      projectNames: { twin: { name: 'alpha', domain: 'Nowhere' } },
      users: { mira: { domain: 'Nowhere', password: '', roles: [{ project: 'delta', roles: ['owner'] }] } },
      tokens: { lena: { token: 'token-of-lena-12', project: null, roles: [], domain: 'Nowhere', system: 'yes' } },
      applicationCredentials: {
        build: {
          secret: 'secret',
          user: 'nobody',
          project: 'delta',
          token: 'short',
          accessRules: [{ service: 'image' }],
        },
      },
      images: [],
    };
    expect(problemsOf(seed)).toEqual([
      { path: 'tokens.lena.domain', message: 'must be a name in domains' },
      { path: 'tokens.lena.system', message: 'must be true or false' },
      { path: 'domains.Campus', message: 'must be a text that is not empty' },
      { path: 'projectNames.twin.domain', message: 'must be a name in domains' },
      { path: 'users.mira.domain', message: 'must be a name in domains' },
      { path: 'users.mira.password', message: 'must be a text that is not empty' },
      { path: 'users.mira.roles[0].roles[0]', message: 'must be one of admin, member, reader' },
      { path: 'users.mira.roles[0].project', message: 'must be a name in projects' },
      { path: 'applicationCredentials.build.user', message: 'must be a name in users or tokens' },
      { path: 'applicationCredentials.build.project', message: 'must be a name in projects' },
      { path: 'applicationCredentials.build.token', message: 'must be a text of 16 characters or more' },
      { path: 'applicationCredentials.build.accessRules[0].method', message: 'is missing' },
      { path: 'applicationCredentials.build.accessRules[0].path', message: 'is missing' },
    ]);
  });

  it('refuses IDs of projects, names in a domain and tokens of credentials that occur twice', () => {
    const seed = {
      projects: { ...PROJECTS, twin: PROJECTS.alpha },
      projectNames: { twin: { name: 'alpha' } },
      tokens: { lena: { token: 'token-of-two-users', project: 'alpha', roles: [] } },
      applicationCredentials: {
        build: { secret: 'secret', user: 'lena', project: 'alpha', token: 'token-of-two-users' },
      },
      images: [],
    };
    expect(problemsOf(seed)).toEqual([
      { path: 'applicationCredentials.build.token', message: 'occurs twice' },
      { path: 'projects.twin', message: 'occurs twice' },
      { path: 'projectNames.twin', message: 'occurs twice' },
    ]);
  });

  it('refuses image ids, tokens and members that occur twice', () => {
    const seed = {
      projects: PROJECTS,
      tokens: {
        one: { token: 'token-of-two-users', project: 'alpha', roles: [] },
        two: { token: 'token-of-two-users', project: null, roles: [] },
      },
      images: [{ ...IMAGE, members: [{ project: 'beta' }, { project: 'beta', status: 'accepted' }] }, IMAGE],
    };

    expect(problemsOf(seed)).toEqual([
      { path: 'images[1].id', message: 'occurs twice' },
      { path: 'tokens.two.token', message: 'occurs twice' },
      { path: 'images[0].members[1].project', message: 'occurs twice' },
    ]);
  });

  it.each([[null], [[]], ['seed'], [undefined]])('refuses %j as a whole', (seed) => {
    expect(problemsOf(seed)).toEqual([{ path: '', message: 'must be an object' }]);
    expect(() => parseEmbeddedSeed(seed)).toThrow('The seed is not valid:\n  seed: must be an object');
  });
});
