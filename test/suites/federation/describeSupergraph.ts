import { describe, expect, it } from 'vitest';
import { startSupergraph, type StartGateway } from './supergraph.ts';

const SHARE = `mutation ($input: AddImageMemberInput!) {
  addImageMember(input: $input) {
    __typename
    ... on AddImageMemberSuccess { imageMember { status project { name } image { name owner { name } } } }
    ... on ImageServiceError { code }
    ... on ImageForbiddenError { reason }
  }
}`;

/** What holds behind any federation gateway. */
export function describeSupergraph(name: string, startGateway: StartGateway): void {
  describe(`a supergraph behind ${name}`, () => {
    it('joins servers, their images and the projects of these', async () => {
      const { run, recorder, stubTokens, glance } = await startSupergraph(startGateway);

      expect(await run('{ servers { name image { name owner { name } members { status project { id } } } } }')).toEqual(
        {
          data: {
            servers: [
              {
                name: 'server-0',
                image: {
                  name: 'ubuntu-24.04-server',
                  owner: { name: 'alpha' },
                  members: [{ status: 'PENDING', project: { id: glance.projects.beta } }],
                },
              },
              // The reference is compute's; what it refers to is not there.
              { name: 'server-1', image: { name: null, owner: null, members: null } },
              {
                name: 'server-2',
                image: {
                  name: 'debian-12-generic',
                  owner: { name: 'alpha' },
                  members: [
                    { status: 'ACCEPTED', project: { id: glance.projects.beta } },
                    { status: 'REJECTED', project: { id: glance.projects.gamma } },
                  ],
                },
              },
            ],
          },
        },
      );
      const tokens = [...recorder.calls.map(({ token }) => token), ...stubTokens];
      expect(new Set(tokens)).toEqual(new Set([glance.tokens.alpha]));
    });

    it('keeps callers apart', async () => {
      const { run, glance } = await startSupergraph(startGateway);
      const names = '{ servers { image { name } } }';

      const [alphas, gammas] = await Promise.all([run(names), run(names, {}, glance.tokens.gamma)]);
      expect(alphas).toEqual({
        data: {
          servers: [
            { image: { name: 'ubuntu-24.04-server' } },
            { image: { name: null } },
            { image: { name: 'debian-12-generic' } },
          ],
        },
      });
      expect(gammas).toEqual({
        data: {
          servers: [{ image: { name: null } }, { image: { name: null } }, { image: { name: 'debian-12-generic' } }],
        },
      });
    });

    it('runs mutations with every member of their unions', async () => {
      const { run, glance } = await startSupergraph(startGateway);
      const share = (imageId: string | undefined, memberId: string, token?: string) =>
        run(SHARE, { input: { imageId, memberId } }, token);
      const { admin, beta } = glance.projects;
      const [ubuntu] = glance.images;

      expect(await share(ubuntu?.id, admin)).toEqual({
        data: {
          addImageMember: {
            __typename: 'AddImageMemberSuccess',
            imageMember: {
              status: 'PENDING',
              project: { name: 'admin' },
              image: { name: 'ubuntu-24.04-server', owner: { name: 'alpha' } },
            },
          },
        },
      });
      expect(await share(ubuntu?.id, beta)).toEqual({
        data: { addImageMember: { __typename: 'ImageMemberExistsError', code: 'MEMBER_ALREADY_EXISTS' } },
      });
      expect(await share(ubuntu?.id, 'other', glance.tokens.beta)).toEqual({
        data: { addImageMember: { __typename: 'ImageForbiddenError', code: 'FORBIDDEN', reason: 'NOT_OWNER' } },
      });
      expect(await share('no image', beta)).toEqual({
        data: { addImageMember: { __typename: 'ImageInputError', code: 'INVALID_INPUT' } },
      });
    });

    it('joins the projects of the viewer with the subgraph that owns projects', async () => {
      const { run, glance } = await startSupergraph(startGateway);
      const { alpha } = glance.projects;

      expect(
        await run('{ viewer { userName project { name project { id name } } projects { name project { name } } } }'),
      ).toEqual({
        data: {
          viewer: {
            userName: 'alpha',
            project: { name: 'alpha', project: { id: alpha, name: 'alpha' } },
            projects: [
              { name: 'alpha', project: { name: 'alpha' } },
              { name: 'sandbox', project: { name: 'campusSandbox' } },
              { name: 'sandbox', project: { name: 'partnerSandbox' } },
              { name: 'staging', project: { name: 'staging' } },
            ],
          },
        },
      });
    });

    it('joins many lists of servers at once', async () => {
      const { run } = await startSupergraph(startGateway);
      const names = Array.from({ length: 12 }, (_, index) => `s${index}`);
      const query = `{ ${names.map((name) => `${name}: servers { image { name members { memberId } } }`).join(' ')} }`;
      const servers = [
        { image: { name: 'ubuntu-24.04-server', members: [expect.any(Object)] } },
        { image: { name: null, members: null } },
        { image: { name: 'debian-12-generic', members: [expect.any(Object), expect.any(Object)] } },
      ];

      expect(await run(query)).toEqual({ data: Object.fromEntries(names.map((name) => [name, servers])) });
    });

    it('joins 100 servers with one image each', async () => {
      const { run, recorder } = await startSupergraph(startGateway, 100);

      const answer = await run('{ servers { image { id name } } }');
      expect(answer).toEqual({
        data: {
          servers: Array.from({ length: 100 }, (_, index) => ({
            image: {
              id: expect.any(String),
              name: ['ubuntu-24.04-server', null, 'debian-12-generic'][index % 3],
            },
          })),
        },
      });
      expect(recorder.calls.length).toBeLessThanOrEqual(6);
    });

    it('passes 100 aliased images on', async () => {
      const { run, glance } = await startSupergraph(startGateway);
      const names = Array.from({ length: 100 }, (_, index) => `i${index}`);
      const fields = names.map((name, index) => `${name}: image(id: "${glance.images[index % 2]?.id}") { name }`);

      expect(await run(`{ ${fields.join(' ')} }`)).toEqual({
        data: Object.fromEntries(
          names.map((name, index) => [name, { name: ['ubuntu-24.04-server', 'debian-12-generic'][index % 2] }]),
        ),
      });
    });

    it('answers a membership without the name of its project when the other subgraph fails', async () => {
      const { run, glance } = await startSupergraph(startGateway);
      const imageId = glance.images[1]?.id;

      expect(
        await run('query ($imageId: ID!) { imageMembers(imageId: $imageId) { status project { name } } }', { imageId }),
      ).toEqual({
        data: {
          imageMembers: [
            { status: 'ACCEPTED', project: { name: 'beta' } },
            { status: 'REJECTED', project: { name: null } },
          ],
        },
        errors: [
          expect.objectContaining({
            message: `no project ${glance.projects.gamma}`,
            path: ['imageMembers', expect.any(Number), 'project', 'name'],
          }),
        ],
      });
    });
  });
}
