import { beforeAll, describe, expect, it } from 'vitest';
import { addImage, addMember, deactivate, setVisibility, upload } from './images.ts';
import { OPERATIONS, readMatrix, toExpectation, type Cell, type MatrixVisibility } from './memberMatrix.ts';
import { endpointOf, startUpstreams, type ActorName, type Rbac, type Upstream } from './upstreams.ts';
import { messageOf, normalize, send } from './wire.ts';

const ACTORS: Readonly<Record<ActorName, string>> = {
  admin: 'the administrator',
  alpha: 'the owner',
  alphaReader: 'the owner with the reader role',
  beta: 'a member',
  betaReader: 'a member with the reader role',
  gamma: 'a stranger',
  unscoped: 'the user of the owner without a scope',
};

const MEDIA = { disk_format: 'raw', container_format: 'bare' };

/** Images of alpha with the members beta and other. */
const STATES: readonly {
  state: string;
  visibility: MatrixVisibility;
  fields?: Record<string, unknown>;
  prepare?: (upstream: Upstream, endpoint: string, image: string) => Promise<void>;
}[] = [
  { state: 'a queued shared image', visibility: 'shared' },
  {
    state: 'an active shared image',
    visibility: 'shared',
    fields: MEDIA,
    prepare: (upstream, endpoint, image) => upload(upstream, endpoint, image, 'data'),
  },
  {
    state: 'a deactivated shared image',
    visibility: 'shared',
    fields: MEDIA,
    prepare: async (upstream, endpoint, image) => {
      await upload(upstream, endpoint, image, 'data');
      await deactivate(upstream, endpoint, image);
    },
  },
  { state: 'a protected shared image', visibility: 'shared', fields: { protected: true } },
  { state: 'a hidden shared image', visibility: 'shared', fields: { os_hidden: true } },
  ...(['private', 'community', 'public'] as const).map((visibility) => ({
    state: `a ${visibility} image that was shared`,
    visibility,
    prepare: (upstream: Upstream, endpoint: string, image: string) =>
      setVisibility(upstream, endpoint, image, visibility),
  })),
];

const RBACS: readonly { rbac: Rbac; rules: string }[] = [
  { rbac: 'new', rules: 'the secure RBAC defaults' },
  { rbac: 'legacy', rules: 'the RBAC defaults before 2023.1' },
];

const ROWS = STATES.flatMap((row) => Object.entries(ACTORS).map(([actor, who]) => ({ ...row, actor, who })));

for (const upstream of Object.values(await startUpstreams())) {
  for (const { rbac, rules } of RBACS) {
    describe(`the ${upstream.name} Glance under ${rules}`, () => {
      for (const { state, visibility, fields, prepare, actor, who } of ROWS) {
        describe(`${who} and ${state}`, () => {
          const endpoint = endpointOf(upstream, rbac);
          let image: string;

          beforeAll(async () => {
            image = await addImage(upstream, endpoint, 'alpha', fields);
            await addMember(upstream, endpoint, image, upstream.projects.beta);
            await addMember(upstream, endpoint, image, 'other');
            await prepare?.(upstream, endpoint, image);
          });

          for (const cell of readMatrix(rbac, visibility).filter((candidate) => candidate.actor === actor)) {
            it(`${describeCell(cell)}`, async () => {
              expect(await probe(upstream, endpoint, image, cell)).toEqual(toExpectation(cell));
            });
          }
        });
      }
    });
  }
}

function describeCell(cell: Cell): string {
  const { status, says } = toExpectation(cell);
  return `${OPERATIONS[cell.operation].does}: ${status} ${typeof says === 'string' ? says : cell.outcome}`;
}

async function probe(upstream: Upstream, endpoint: string, image: string, { operation, actor }: Cell) {
  const { method, path = '', adds } = OPERATIONS[operation];
  const fill = (text: string) => text.replace('{beta}', upstream.projects.beta);
  const answer = await send(upstream, endpoint, {
    method,
    path: `/v2/images/${image}${fill(path)}`,
    as: actor,
    ...(adds !== undefined && { body: { member: fill(adds) } }),
    ...(method === 'PUT' && { body: { status: 'accepted' } }),
  });
  const { text } = normalize(upstream, answer, new Map([[image, 'image']]));
  if (answer.status >= 300) return { status: answer.status, says: messageOf(text) };
  if (operation === 'show') return { status: answer.status };
  const says: unknown = text === '' ? '' : JSON.parse(text);
  return { status: answer.status, says };
}
