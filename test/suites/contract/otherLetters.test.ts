import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startGateway, type Gateway } from '../../support/gateway.ts';
import {
  installDatabases,
  startDatabase,
  type Database,
  type DatabaseName,
} from '../../support/realGlance/databaseServers.ts';
import { prepareGlance, startGlance, type Glance } from '../../support/realGlance/glance.ts';
import { addImage, addMember } from './images.ts';
import * as letters from './otherLetters.ts';
import { startUpstreams, type Upstream } from './upstreams.ts';
import { send } from './wire.ts';

const RACES = 40;
const DATABASES: readonly DatabaseName[] = ['MariaDB', 'PostgreSQL', 'SQLite'];

const real = inject('realGlance');
const { embedded } = await startUpstreams();

async function run(gateway: Gateway, upstream: Upstream, query: string, variables: object): Promise<unknown> {
  return (await gateway.post(query, { ...variables }, { 'x-auth-token': upstream.tokens.admin })).body;
}

/** The rows of the image's members as Glance's own list has them, each duplicate included. */
async function readRows(upstream: Upstream, imageId: string): Promise<readonly letters.Pair[]> {
  const path = `/v2/images/${imageId}/members`;
  const { text } = await send(upstream, upstream.endpoint, { path, as: 'admin' });
  const { members }: { members: readonly { image_id: string; member_id: string }[] } = JSON.parse(text);
  return members.map(({ image_id: image, member_id: memberId }) => ({ imageId: image, memberId }));
}

async function store(upstream: Upstream, pair: letters.Pair): Promise<Gateway> {
  await addImage(upstream, upstream.endpoint, 'alpha', { id: pair.imageId });
  await addMember(upstream, upstream.endpoint, pair.imageId, pair.memberId);
  return startGateway({ endpoint: upstream.endpoint });
}

/** An image at its quota, to which new members are added, and then the first one of it in other letters. */
async function addAtQuota(upstream: Upstream): Promise<unknown> {
  const pairs = Array.from({ length: real.memberQuota }, () => letters.createPair('toLowerCase'));
  const [first = letters.createPair('toLowerCase')] = pairs;
  const gateway = await store(upstream, first);
  for (const { memberId } of pairs.slice(1)) await addMember(upstream, upstream.endpoint, first.imageId, memberId);
  const others = pairs.map(() => ({ ...letters.createPair('toLowerCase'), imageId: first.imageId }));
  const members = [...others, letters.inOtherLetters(first, ['memberId'])];
  return run(gateway, upstream, letters.ADD_MANY, { input: { members } });
}

const toResults = (last: string): object => {
  const names = [...Array.from({ length: real.memberQuota }, () => 'ImageMemberLimitError'), last];
  return { data: { addImageMembers: { results: names.map((__typename) => ({ result: { __typename } })) } } };
};

/** For a service that takes ids in other letters for the same ids. */
function describeOneId(toUpstream: () => Upstream): void {
  it.each(letters.CASES)('name what is stored: $stored, and $asked asked for in other letters', async (one) => {
    const upstream = toUpstream();
    const pair = letters.createPair(one.stored);
    const gateway = await store(upstream, pair);
    const asked = letters.inOtherLetters(pair, one.asked);
    const pending = letters.toShownMember(pair, 'PENDING');
    const variables = { ...asked, references: letters.toReferences(asked) };
    expect(await run(gateway, upstream, letters.READ, variables)).toEqual({
      data: {
        image: { id: pair.imageId, member: pending, members: [pending] },
        imageMember: pending,
        imageMembers: [pending],
        images: { nodes: [{ id: pair.imageId }] },
        _entities: [{ id: pair.imageId }, pending],
      },
    });
    expect(await run(gateway, upstream, letters.ADD, { input: asked })).toEqual({
      data: { addImageMember: { __typename: 'ImageMemberExistsError', existingImageMember: pending } },
    });
    const accepted = letters.toShownMember(pair, 'ACCEPTED');
    expect(await run(gateway, upstream, letters.UPDATE, { input: { ...asked, status: 'ACCEPTED' } })).toEqual({
      data: { updateImageMember: { __typename: 'UpdateImageMemberSuccess', imageMember: accepted } },
    });
    const { id: deletedImageMemberId } = Object(accepted);
    expect(await run(gateway, upstream, letters.REMOVE, { input: asked })).toEqual({
      data: { removeImageMember: { __typename: 'RemoveImageMemberSuccess', deletedImageMemberId, ...pair } },
    });
    expect(await readRows(upstream, pair.imageId)).toEqual([]);
    // A new membership has the letters of its image, and those of the member that was asked for.
    const added = letters.toShownMember({ ...asked, imageId: pair.imageId }, 'PENDING');
    expect(await run(gateway, upstream, letters.ADD, { input: asked })).toEqual({
      data: { addImageMember: { __typename: 'AddImageMemberSuccess', imageMember: added } },
    });
  });

  it('are a member already, also at the quota of the image', async () => {
    expect(await addAtQuota(toUpstream())).toEqual(toResults('ImageMemberExistsError'));
  });

  it(`leave one row each after ${RACES} races of two adds, one in lower and one in upper case`, async () => {
    const upstream = toUpstream();
    const gateway = await startGateway({ endpoint: upstream.endpoint });
    for (let race = 0; race < RACES; race += 1) {
      const pair = letters.createPair('toLowerCase');
      await addImage(upstream, upstream.endpoint, 'alpha', { id: pair.imageId });
      const { asked } = letters.CASES[race % 3] ?? { asked: [] };
      const rivals = [pair, letters.inOtherLetters(pair, asked)];
      const bodies = await Promise.all(rivals.map((input) => run(gateway, upstream, letters.ADD, { input })));
      expect(bodies.map((body) => Object(body).data.addImageMember.__typename).toSorted()).toEqual([
        'AddImageMemberSuccess',
        'ImageMemberExistsError',
      ]);
      expect(await readRows(upstream, pair.imageId)).toHaveLength(1);
    }
  });
}

/** For a service that tells ids in other letters apart. */
function describeOtherIds(toUpstream: () => Upstream): void {
  it('are one member more, for which the quota of the image has no place', async () => {
    expect(await addAtQuota(toUpstream())).toEqual(toResults('ImageMemberLimitError'));
  });

  it.each(letters.CASES)('name nothing that is stored: $stored, and $asked asked for in other letters', async (one) => {
    const upstream = toUpstream();
    const pair = letters.createPair(one.stored);
    const gateway = await store(upstream, pair);
    const asked = letters.inOtherLetters(pair, one.asked);
    const isOtherImage = asked.imageId !== pair.imageId;
    const variables = { ...asked, references: letters.toReferences(asked) };
    const pending = letters.toShownMember(pair, 'PENDING');
    expect(await run(gateway, upstream, letters.READ, variables)).toEqual({
      data: {
        image: isOtherImage ? null : { id: pair.imageId, member: null, members: [pending] },
        imageMember: null,
        imageMembers: isOtherImage ? null : [pending],
        images: { nodes: isOtherImage ? [] : [{ id: pair.imageId }] },
        _entities: [isOtherImage ? null : { id: pair.imageId }, null],
      },
    });
    const __typename = isOtherImage ? 'ImageNotFoundError' : 'ImageMemberNotFoundError';
    expect(await run(gateway, upstream, letters.UPDATE, { input: { ...asked, status: 'ACCEPTED' } })).toEqual({
      data: { updateImageMember: { __typename } },
    });
    expect(await run(gateway, upstream, letters.REMOVE, { input: asked })).toEqual({
      data: { removeImageMember: { __typename } },
    });
    expect(await readRows(upstream, pair.imageId)).toEqual([pair]);
    expect(await run(gateway, upstream, letters.ADD, { input: asked })).toEqual({
      data: {
        addImageMember: isOtherImage
          ? { __typename }
          : { __typename: 'AddImageMemberSuccess', imageMember: letters.toShownMember(asked, 'PENDING') },
      },
    });
    // Rows of the same second come in any order.
    const rows = await readRows(upstream, pair.imageId);
    expect(rows.map(({ memberId }) => memberId).toSorted()).toEqual(
      (isOtherImage ? [pair] : [pair, asked]).map(({ memberId }) => memberId).toSorted(),
    );
  });
}

describe.each(DATABASES)('ids in other letters on a Glance with %s', (name) => {
  let folder = '';
  let database: Database | undefined;
  let glance: Glance | undefined;
  const toUpstream = (): Upstream => ({ ...real, name: 'real', endpoint: glance?.url ?? '' });

  beforeAll(async () => {
    await installDatabases();
    folder = await mkdtemp(join(tmpdir(), 'lettered-glance-'));
    // The user of PostgreSQL must get through.
    await chmod(folder, 0o755);
    database = await startDatabase(name, folder);
    await mkdir(join(folder, 'glance'));
    await prepareGlance(join(folder, 'glance'), database.url);
    glance = await startGlance(join(folder, 'glance'), { ...real, rbac: 'new', databaseUrl: database.url });
  });

  afterAll(async () => {
    await glance?.stop();
    await database?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  if (name === 'MariaDB') describeOneId(toUpstream);
  else describeOtherIds(toUpstream);
});

describe('ids in other letters on the embedded Glance', () => {
  describeOtherIds(() => embedded);
});
