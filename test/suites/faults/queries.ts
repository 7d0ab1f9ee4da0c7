import type { Plot } from './faultLab.ts';
import { ROW, type FaultOperation } from './operation.ts';

const UNKNOWN_IMAGE = '00000000-0000-4000-8000-000000000000';

type ImageName = keyof Plot['images'];

function query(parts: Omit<FaultOperation, 'toWrites'>): FaultOperation {
  return { ...parts, toWrites: () => [] };
}

const toIds = ({ images }: Plot, ...names: ImageName[]): string[] => names.map((name) => images[name].id);

const IMAGE = 'id name visibility';
const toImage = ({ images }: Plot, name: ImageName) => ({ ...images[name], visibility: 'SHARED' });

/** Three ids, so that they are looked up in one list. */
export const image: FaultOperation = query({
  name: 'image',
  as: 'alpha',
  query: `query ($a: ID!, $b: ID!) { a: image(id: $a) { ${IMAGE} } b: image(id: $b) { ${IMAGE} }
    nothing: image(id: "${UNKNOWN_IMAGE}") { ${IMAGE} } }`,
  toVariables: ({ plot }) => ({ a: plot.images.a.id, b: plot.images.b.id }),
  toTruth: ({ plot }) => ({ a: toImage(plot, 'a'), b: toImage(plot, 'b'), nothing: null }),
});

export const images: FaultOperation = query({
  name: 'images',
  as: 'alpha',
  query: `query ($ids: [ID!]) { images(filter: { ids: $ids }, orderBy: { field: NAME, direction: ASC }) {
    nodes { ${IMAGE} } pageInfo { hasNextPage } } }`,
  toVariables: ({ plot }) => ({ ids: toIds(plot, 'a', 'b') }),
  toTruth: ({ plot }) => ({
    images: { nodes: [toImage(plot, 'a'), toImage(plot, 'b')], pageInfo: { hasNextPage: false } },
  }),
});

export const inbox: FaultOperation = query({
  name: 'images(sharedWith)',
  as: 'beta',
  query: `query ($ids: [ID!], $project: ID!) {
    images(filter: { ids: $ids, sharedWith: { projectId: $project } }, orderBy: { field: NAME, direction: ASC }) {
      nodes { ${IMAGE} member(memberId: $project) { ${ROW} } } } }`,
  toVariables: ({ plot, projects }) => ({ ids: toIds(plot, 'a', 'b'), project: projects.beta }),
  toTruth: ({ plot, before }) => ({
    images: {
      nodes: (['a', 'b'] as const).flatMap((name) =>
        before[`beta of ${name}`]
          .filter(({ status }) => status === 'PENDING')
          .map((member) => ({ ...toImage(plot, name), member })),
      ),
    },
  }),
});

export const imageWithMembers: FaultOperation = query({
  name: 'image.members',
  as: 'alpha',
  query: `query ($id: ID!) { image(id: $id) { ${IMAGE} members { ${ROW} } } }`,
  toVariables: ({ plot }) => ({ id: plot.images.a.id }),
  toTruth: ({ plot, before }) => ({
    image: { ...toImage(plot, 'a'), members: before['all of a'] },
  }),
});

export const imageMembers: FaultOperation = query({
  name: 'imageMembers',
  as: 'beta',
  query: `query ($a: ID!, $b: ID!) { a: imageMembers(imageId: $a) { ${ROW} } b: imageMembers(imageId: $b) { ${ROW} } }`,
  toVariables: ({ plot }) => ({ a: plot.images.a.id, b: plot.images.b.id }),
  // A member sees its own row, everybody else no image.
  toTruth: ({ before }) => ({
    a: before['beta of a'].length > 0 ? before['beta of a'] : null,
    b: before['beta of b'].length > 0 ? before['beta of b'] : null,
  }),
});

export const imageMember: FaultOperation = query({
  name: 'imageMember',
  as: 'alpha',
  query: `query ($id: ID!, $beta: ID!, $gamma: ID!) {
    beta: imageMember(imageId: $id, memberId: $beta) { ${ROW} image { ${IMAGE} } }
    gamma: imageMember(imageId: $id, memberId: $gamma) { ${ROW} image { ${IMAGE} } } }`,
  toVariables: ({ plot, projects: { beta, gamma } }) => ({ id: plot.images.a.id, beta, gamma }),
  toTruth: ({ plot, before }) => {
    const [beta] = before['beta of a'];
    const [gamma] = before['gamma of a'];
    return {
      beta: beta ? { ...beta, image: toImage(plot, 'a') } : null,
      gamma: gamma ? { ...gamma, image: toImage(plot, 'a') } : null,
    };
  },
});

export const entities: FaultOperation = query({
  name: '_entities',
  as: 'alpha',
  query: `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    ... on Image { ${IMAGE} } ... on ImageMember { ${ROW} } } }`,
  toVariables: ({ lab, plot }) => ({
    representations: [
      { __typename: 'ImageMember', ...lab.toKey(plot, 'beta of a') },
      { __typename: 'Image', id: UNKNOWN_IMAGE },
      { __typename: 'Image', id: plot.images.b.id },
      { __typename: 'ImageMember', ...lab.toKey(plot, 'gamma of b') },
    ],
  }),
  toTruth: ({ plot, before }) => ({
    _entities: [before['beta of a'][0] ?? null, null, toImage(plot, 'b'), before['gamma of b'][0] ?? null],
  }),
});
