import { beforeAll, describe, expect, it } from 'vitest';
import type { Environment } from '../../../src/config/config.ts';
import { startGateway, type Gateway } from '../../support/gateway.ts';
import { openIdentity } from '../../support/identity.ts';
import { createCaller } from '../../support/testGlance.ts';
import { CREDENTIALS, PROJECTS, SECRET, startKeystones, type WireKeystone } from './keystoneActors.ts';
import { byCredential, byPassword, inProject, inSystem, inWire, signIn } from './identityActors.ts';

const keystones = await startKeystones();

const AUTHS = {
  member: byPassword('ann', inProject('wire-alpha')),
  unscoped: byPassword('ann', 'unscoped'),
  roleless: byPassword('nobody', 'unscoped'),
  credential: byCredential('plain'),
  ruled: byCredential('ruled'),
  admin: byPassword('boss', inProject('wire-alpha')),
  domainReader: byPassword('domain-reader', inWire),
  systemReader: byPassword('system-reader', inSystem),
};
type ActorName = keyof typeof AUTHS;

/** The same question for each of the two Keystones. */
describe.each(Object.values(keystones))('the $name Keystone', (keystone) => {
  const tokens = new Map<ActorName | 'invented', string>([['invented', 'a-token-that-nobody-issued']]);
  beforeAll(async () => {
    for (const [name, auth] of Object.entries(AUTHS)) {
      tokens.set(name as ActorName, await signIn(keystone, auth));
    }
  });
  const tokenOf = (actor: ActorName | 'invented'): string => tokens.get(actor) ?? '';
  const project = (key: keyof typeof PROJECTS) => {
    const { name, domain } = PROJECTS[key];
    return {
      id: keystone.ids[key] ?? '',
      name,
      domainId: domain === 'Wire' ? (keystone.ids['Wire'] ?? '') : 'default',
    };
  };
  const named = (key: keyof typeof PROJECTS) => ({ ...project(key), domainName: null });
  const WIRE = keystone.ids['Wire'] ?? '';

  describe('viewer', () => {
    const WHO = `{ viewer { userId userName roles expiresAt
      project { id name domainId domainName project { id } } projects { id name domainId domainName } } }`;
    const ask = async (actor: ActorName | 'invented', query = WHO) =>
      (await (await startBefore(keystone)).post(query, {}, { 'x-auth-token': tokenOf(actor) })).body;
    const own = (key: keyof typeof PROJECTS, domainName: string | null) => ({ ...project(key), domainName });

    it.each<
      [
        ActorName,
        string,
        keyof typeof PROJECTS | null,
        readonly string[],
        readonly (keyof typeof PROJECTS)[],
        string | null,
      ]
    >([
      ['member', 'ann', 'alpha', ['member', 'reader'], ['alpha', 'second'], 'Default'],
      ['unscoped', 'ann', null, [], ['alpha', 'second'], 'Default'],
      ['roleless', 'nobody', null, [], [], null],
      ['credential', 'ann', 'alpha', ['member', 'reader'], ['alpha', 'second'], 'Default'],
      ['ruled', 'ann', 'alpha', ['member', 'reader'], ['alpha', 'second'], 'Default'],
      ['admin', 'boss', 'alpha', ['admin', 'member', 'reader'], ['alpha'], 'Default'],
      ['domainReader', 'domain-reader', null, ['reader'], [], null],
      ['systemReader', 'system-reader', null, ['reader'], [], null],
    ])('tells who the token of the kind %s speaks for', async (actor, user, scope, roles, projects, domainName) => {
      expect(await ask(actor)).toEqual({
        data: {
          viewer: {
            userId: keystone.ids[user],
            userName: user,
            roles,
            expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000000Z$/),
            project: scope && { ...own(scope, 'Default'), project: { id: project(scope).id } },
            projects: projects.map((key) => own(key, domainName)),
          },
        },
      });
    });

    it.each(['{ viewer { userId } }', '{ viewer { projects { id } } }'])(
      'is UNAUTHENTICATED for an invented token: %s',
      async (query) => {
        expect(await ask('invented', query)).toMatchObject({
          errors: [
            {
              message: 'The token is invalid or has expired.',
              extensions: { code: 'UNAUTHENTICATED', retryable: false, upstreamStatus: 401 },
            },
          ],
        });
      },
    );
  });

  describe('names', () => {
    const resolve = async (actor: ActorName, names: readonly (readonly [string, string | null])[]) => {
      const identity = openIdentity(keystone.base)({ ...createCaller(), token: tokenOf(actor) });
      const answers = await identity.resolveNames(names.map(([name, domain]) => ({ name, domain })));
      return answers.map((answer) =>
        answer instanceof Error ? (answer.unresolved ?? answer) : { ...answer, domainName: null },
      );
    };
    const failed = (reason: string) => ({ reason, candidates: [] });

    it('of the own projects are found, with spaces around them and in the given case only', async () => {
      const names = [
        ['wire-alpha', null],
        [' wire-second ', 'Default'],
        ['Wire-alpha', null],
      ] as const;
      expect(await resolve('member', names)).toEqual([named('alpha'), named('second'), failed('notVerifiable')]);
    });

    it.each<ActorName>(['member', 'ruled', 'credential', 'unscoped'])(
      'of projects of others are not verifiable for a token of the kind %s',
      async (actor) => {
        const names = [
          ['wire-beta', null],
          ['wire-lab', 'Wire'],
          ['wire-lab', WIRE],
        ] as const;
        expect(await resolve(actor, names)).toEqual(names.map(() => failed('notVerifiable')));
      },
    );

    it.each<ActorName>(['admin', 'systemReader'])(
      'are found in every domain, by its name and its ID, by a token of the kind %s',
      async (actor) => {
        const names = [
          ['wire-beta', null],
          ['wire-alpha', null],
          ['wire-alpha', 'Wire'],
          ['wire-lab', WIRE],
          ['wire-nobody', null],
          ['WIRE-BETA', null],
          ['wire-lab', 'No such domain'],
        ] as const;
        expect(await resolve(actor, names)).toEqual([
          named('beta'),
          named('alpha'),
          named('twin'),
          named('lab'),
          failed('notFound'),
          failed('notFound'),
          failed('notFound'),
        ]);
      },
    );

    it('are found in its own domain by a reader of one domain, and not verifiable in another', async () => {
      const names = [
        ['wire-lab', null],
        ['wire-alpha', 'Wire'],
        ['wire-nobody', null],
        ['wire-beta', 'default'],
      ] as const;
      expect(await resolve('domainReader', names)).toEqual([
        named('lab'),
        named('twin'),
        failed('notFound'),
        failed('notVerifiable'),
      ]);
    });
  });

  describe('IDs', () => {
    const find = async (actor: ActorName, keys: readonly (keyof typeof PROJECTS)[], environment = {}) => {
      const identity = openIdentity(keystone.base, environment)({ ...createCaller(), token: tokenOf(actor) });
      const found = await identity.findProjects([...keys.map((key) => project(key).id), '0'.repeat(32)]);
      return found.map((row) => row && { ...row, domainName: null });
    };

    it.each<[ActorName, readonly (keyof typeof PROJECTS)[]]>([
      ['member', ['alpha', 'second']],
      ['ruled', ['alpha', 'second']],
      ['unscoped', ['alpha', 'second']],
      ['roleless', []],
      ['admin', ['alpha', 'second', 'beta', 'twin', 'lab']],
      ['systemReader', ['alpha', 'second', 'beta', 'twin', 'lab']],
    ])('are told to a token of the kind %s as far as Keystone tells it', async (actor, known) => {
      const keys = ['alpha', 'second', 'beta', 'twin', 'lab'] as const;
      expect(await find(actor, keys)).toEqual([...keys.map((key) => (known.includes(key) ? named(key) : null)), null]);
    });
  });

  describe("the operator's directory", () => {
    const credential = { id: keystone.ids['directory'] ?? '', secret: SECRET };
    const directory = { credential, domains: 'own', userLookUps: 0, addressLookUps: 0 } as const;
    const open = (actor: ActorName, options: object = {}) =>
      openIdentity(keystone.base, { directory: { ...directory, ...options } })({
        ...createCaller(),
        token: tokenOf(actor),
      });
    const failed = (reason: string) => expect.objectContaining({ unresolved: { reason, candidates: [] } });

    it.each<ActorName>(['member', 'ruled', 'unscoped', 'roleless'])(
      'tells a token of the kind %s the projects of its own domain by exact name and ID',
      async (actor) => {
        const names = ['wire-beta', 'wire-nobody', 'WIRE-BETA'].map((name) => ({ name, domain: null }));
        const identity = open(actor);
        expect(await identity.resolveNames([...names, { name: 'wire-lab', domain: WIRE }])).toEqual([
          named('beta'),
          failed('notFound'),
          failed('notFound'),
          failed('notVerifiable'),
        ]);
        expect(await identity.findProjects([project('beta').id, project('lab').id])).toEqual([named('beta'), null]);
      },
    );

    it('tells the projects of all domains where the operator opens them', async () => {
      const identity = open('member', { domains: 'all' });
      expect(await identity.resolveNames([{ name: 'wire-lab', domain: WIRE }])).toEqual([named('lab')]);
      expect(await identity.findProjects([project('lab').id])).toEqual([named('lab')]);
    });

    it('cannot be used with a credential of a user who may not read projects, or with a wrong secret', async () => {
      expect(CREDENTIALS.plain.user).toBe('ann');
      const plain = { id: keystone.ids['plain'] ?? '', secret: SECRET };
      for (const bad of [plain, { ...credential, secret: 'wrong' }]) {
        const identity = open('member', { credential: bad });
        expect(await identity.resolveNames([{ name: 'wire-beta', domain: null }])).toEqual([
          expect.objectContaining({ kind: 'unavailable', retryable: false }),
        ]);
      }
    });
  });
});

function startBefore({ base }: WireKeystone, env: Environment = {}): Promise<Gateway> {
  return startGateway({ endpoint: 'http://127.0.0.1:9', env: { OS_AUTH_URL: base, ...env } });
}
