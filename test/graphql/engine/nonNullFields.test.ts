import {
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  type GraphQLNamedType,
  type GraphQLObjectType,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { createSchema } from '../../../src/graphql/server/schema.ts';

const schema = createSchema({ federated: true });

/** Every object type that an answer to a mutation can hold. */
function findTypesBelowMutations(): readonly GraphQLObjectType[] {
  const found = new Set<GraphQLNamedType>();
  const waiting: (GraphQLNamedType | null | undefined)[] = [schema.getMutationType()];
  for (let type = waiting.pop(); type; type = waiting.pop()) {
    if (found.has(type)) continue;
    found.add(type);
    if (isAbstractType(type)) waiting.push(...schema.getPossibleTypes(type));
    if (isObjectType(type) || isInterfaceType(type)) {
      waiting.push(...Object.values(type.getFields()).map((field) => getNamedType(field.type)));
    }
  }
  return [...found].filter(isObjectType);
}

/** Types whose values are rows of the image service, or parts of them: all others hold what the gateway wrote. */
const ROWS = ['Image', 'ImageMember', 'ImageProperty', 'Project'];

/**
 * A mutation cannot be run again by graphql-js, and compiled code lists an error for each of several non-null fields that
 * fail in one object, graphql-js for the first. So no non-null field below a mutation may fail. Those in the list do not:
 * a row without these ids is no row, a property without its name is none, and a reason that cannot be found is POLICY.
 * Of the permissions of an image only `decide` can fail, so that both list one error for them.
 * A list that may not be null is not refused for the number of its items. What else can fail must be nullable, with @semanticNonNull.
 */
const NEVER_FAIL = [
  'AddImageMembersPayload.results',
  'Image.id',
  'ImageForbiddenError.reason',
  'ImageInputError.issues',
  'ImageMember.id',
  'ImageMember.imageId',
  'ImageMember.memberId',
  'ImageMember.project',
  'ImageMemberUnresolvedError.candidates',
  'ImagePermissions.changeVisibility',
  'ImagePermissions.decide',
  'ImagePermissions.removeMembers',
  'ImagePermissions.share',
  'ImageProperty.name',
  'NamedProject.project',
  'Project.id',
  'RemoveImageMembersPayload.results',
  'SetImageMembersPayload.added',
  'SetImageMembersPayload.kept',
  'SetImageMembersPayload.removed',
  'UpdateImageMembersPayload.results',
];

describe('non-null fields below a mutation', () => {
  it('are those that never fail, where they have a resolver or show what the image service sent', () => {
    const found = findTypesBelowMutations().flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => isNonNullType(field.type) && (field.resolve || ROWS.includes(type.name)))
        .map((field) => `${type.name}.${field.name}`),
    );
    expect(found.toSorted()).toEqual(NEVER_FAIL);
  });

  it('are none of the root', () => {
    const fields = Object.values(schema.getMutationType()?.getFields() ?? {});
    expect(fields.filter((field) => isNonNullType(field.type))).toEqual([]);
  });
});
