import { beforeAll, describe, expect, it } from 'vitest';
import { readPath } from '../faults/json.ts';
import { startGateway } from '../../support/gateway.ts';
import { addImage, addMember, setMemberStatus } from './images.ts';
import { endpointOf, startUpstreams, type ActorName, type Rbac } from './upstreams.ts';

const INBOX = `query ($filter: ImageFilter!, $orderBy: ImageOrder, $first: Int, $after: String) {
  images(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    nodes { name }
    stoppedEarly
    pageInfo { hasNextPage endCursor }
  }
}`;

const STATUSES = ['pending', 'accepted', 'rejected'] as const;
const ORDERS = ['CREATED_AT', 'UPDATED_AT', 'STATUS', 'NAME', 'SIZE'] as const;

const { embedded, real } = await startUpstreams();
const CASES = [embedded, real].flatMap((upstream) =>
  (['new', 'legacy'] as const).map((rbac) => ({ upstream, rbac, name: upstream.name })),
);

/** Images of alpha for beta: of each status one whose name has LIBRA in it and one whose name has not. */
describe.each(CASES)('the inbox of beta before the $name Glance, $rbac rules', ({ upstream, rbac }) => {
  const endpoint = endpointOf(upstream, rbac as Rbac);
  const { alpha, beta } = upstream.projects;
  const prefix = `inbox-${rbac}`;

  beforeAll(async () => {
    for (const status of STATUSES) {
      for (const part of ['LIBRA', 'other']) {
        const image = await addImage(upstream, endpoint, 'alpha', { name: `${prefix}-${status}-${part}` });
        await addMember(upstream, endpoint, image, beta);
        await setMemberStatus(upstream, endpoint, image, beta, status);
      }
    }
    const own = await addImage(upstream, endpoint, 'beta', { name: `${prefix}-own-libra` });
    await addMember(upstream, endpoint, own, alpha);
    await addImage(upstream, endpoint, 'alpha', { name: `${prefix}-unshared-libra` });
  });

  async function readInbox(filter: object, as: ActorName = 'beta', order: (typeof ORDERS)[number] = 'CREATED_AT') {
    const gateway = await startGateway({ endpoint, env: { OS_AUTH_URL: upstream.keystoneUrl } });
    const names: unknown[] = [];
    for (let after: unknown = null; ;) {
      const variables = { filter, orderBy: { field: order, direction: 'ASC' }, first: 2, after };
      const { body } = await gateway.post(INBOX, variables, { 'x-auth-token': upstream.tokens[as] });
      const nodes = readPath(body, ['data', 'images', 'nodes']);
      if (!Array.isArray(nodes)) return body;
      names.push(...nodes.map((node) => readPath(node, ['name'])));
      if (readPath(body, ['data', 'images', 'pageInfo', 'hasNextPage']) !== true) break;
      after = readPath(body, ['data', 'images', 'pageInfo', 'endCursor']);
    }
    return names.filter((name) => String(name).startsWith(prefix)).toSorted();
  }

  const named = (statuses: readonly string[], parts = ['LIBRA', 'other']) =>
    statuses.flatMap((status) => parts.map((part) => `${prefix}-${status}-${part}`)).toSorted();

  it.each([
    { statuses: ['PENDING'] },
    { statuses: ['ACCEPTED', 'REJECTED'] },
    { statuses: ['REJECTED', 'PENDING'] },
    { statuses: ['PENDING', 'ACCEPTED', 'REJECTED'] },
    { statuses: [] },
  ])(
    'has exactly the images with the statuses $statuses, for the member and for an administrator',
    async ({ statuses }) => {
      const expected = named(statuses.map((status) => status.toLowerCase()));
      for (const as of ['beta', 'betaReader', 'admin'] as const) {
        expect(await readInbox({ sharedWith: { projectId: beta, statuses } }, as)).toEqual(expected);
      }
    },
  );

  it('is that of the project of the token where no project is given', async () => {
    const sharedWith = { statuses: ['ACCEPTED', 'REJECTED'] };
    for (const as of ['beta', 'betaReader'] as const) {
      expect(await readInbox({ sharedWith }, as)).toEqual(named(['accepted', 'rejected']));
    }
  });

  it('needs a project where the token is not for one', async () => {
    const message = 'The project must be given, because the token is not for a project.';
    expect(await readInbox({ sharedWith: {} }, 'unscoped')).toMatchObject({
      data: { images: null },
      errors: [{ message, extensions: { code: 'INVALID_INPUT' } }],
    });
  });

  it.each(ORDERS)('is searched by a part of the name in the order by %s', async (order) => {
    const sharedWith = { projectId: beta, statuses: ['PENDING', 'REJECTED'] };
    const filter = { nameContains: '-libra', sharedWith };
    expect(await readInbox(filter, 'beta', order)).toEqual(named(['pending', 'rejected'], ['LIBRA']));
  });

  it.each(ORDERS)('is not all that a search by a part of the name finds, in the order by %s', async (order) => {
    const found = await readInbox({ nameContains: `${prefix.toUpperCase()}-` }, 'alpha', order);
    // An image that beta offers to alpha is in no list of alpha until alpha has accepted the image.
    expect(found).toEqual([...named(STATUSES), `${prefix}-unshared-libra`].toSorted());
  });
});
