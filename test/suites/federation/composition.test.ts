import { composeServices as composeWithApollo } from '@apollo/composition';
import { composeServices as composeWithGuild } from '@theguild/federation-composition';
import { Kind, parse, print, type FieldDefinitionNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { COMPUTE_SDL, IDENTITY_SDL, printSubgraphSdl } from './subgraphSdl.ts';

const imageSharing = { name: 'image-sharing', url: 'http://image-sharing/graphql', sdl: await printSubgraphSdl() };
const identity = { name: 'identity', url: 'http://identity/graphql', sdl: IDENTITY_SDL };
const compute = { name: 'compute', url: 'http://compute/graphql', sdl: COMPUTE_SDL };

const toServices = (subgraphs: readonly (typeof identity)[]) =>
  subgraphs.map(({ sdl, ...rest }) => ({ ...rest, typeDefs: parse(sdl) }));

const COMPOSERS = [
  ['@apollo/composition', composeWithApollo],
  ['@theguild/federation-composition', composeWithGuild],
] as const;

/** The field without its description. */
const toText = ({ description: _, ...field }: FieldDefinitionNode): string => print(field);

describe.each(COMPOSERS)('%s', (_name, compose) => {
  it.each([
    ['alone', [imageSharing]],
    ['with the subgraphs that own projects and refer to images', [imageSharing, identity, compute]],
  ])('composes the subgraph %s', (_with, subgraphs) => {
    const { errors, supergraphSdl } = compose(toServices(subgraphs));

    expect(errors ?? []).toEqual([]);
    // What clients and tools read from the supergraph must survive the composition.
    expect(supergraphSdl).toMatch(/directive @semanticNonNull\(levels: \[Int!\]! = \[0\]\) on FIELD_DEFINITION/);
    expect(supergraphSdl).toMatch(/upstreamStatus: Int @tag\(name: "support"\)/);
    expect(supergraphSdl).toMatch(/union AddImageMemberResult/);
  });

  it('lets the identity subgraph own the name of a project beside the names that this subgraph reads', () => {
    const { supergraphSdl = '' } = compose(toServices([imageSharing, identity]));
    const fields = (typename: string): readonly string[] =>
      parse(supergraphSdl).definitions.flatMap((type) =>
        type.kind === Kind.OBJECT_TYPE_DEFINITION && type.name.value === typename
          ? (type.fields ?? []).map(toText)
          : [],
      );

    expect(fields('Project')).toEqual(['id: ID!', 'name: String @join__field(graph: IDENTITY)']);
    expect(fields('NamedProject')).toEqual([
      'id: ID!',
      'name: String!',
      'domainId: ID!',
      'domainName: String',
      'project: Project!',
    ]);
  });

  it('refuses a subgraph that takes the images over', () => {
    const sdl = COMPUTE_SDL.replace(', resolvable: false) { id: ID! }', ') { id: ID! name: String }');
    const { errors } = compose(toServices([imageSharing, { ...compute, sdl }]));

    expect(errors?.map(({ message }) => message).join()).toMatch(/Image\.name/);
  });
});
