import { GraphQLError, isUnionType, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';

/**
 * Has `_entities` answer for each representation by itself. The subgraph library takes a type that it does not know for
 * a bug, and gives up the whole list for it; but it is the client's input, as an unknown id is.
 */
export function checkRepresentations(schema: GraphQLSchema): void {
  const field = schema.getQueryType()?.getFields()['_entities'];
  const union = schema.getType('_Entity');
  const resolve: GraphQLFieldResolver<unknown, unknown> | undefined = field?.resolve;
  if (!field || !resolve || !isUnionType(union)) return;
  const names = new Set<unknown>(union.getTypes().map(({ name }) => name));
  field.resolve = (source, args: { representations: readonly unknown[] }, context, info) => {
    const { representations } = args;
    const isEntity = (representation: unknown): boolean => names.has(toTypename(representation));
    const find = (representation: unknown): unknown => {
      if (!isEntity(representation)) return toError();
      const found: unknown = resolve(source, { representations: [representation] }, context, info);
      return Array.isArray(found) ? found[0] : found;
    };
    const found: unknown = representations.every(isEntity)
      ? resolve(source, args, context, info)
      : representations.map(find);
    // Where an item of a list rejects, graphql-jit puts its null at the end. An item that is an error stays in place.
    return Array.isArray(found)
      ? found.map((item: unknown) => (item instanceof Promise ? item.catch(toItem) : item))
      : found;
  };
}

function toItem(error: unknown): Error {
  return error instanceof Error ? error : new Error('not an error', { cause: error });
}

function toTypename(representation: unknown): unknown {
  const isObject = typeof representation === 'object' && representation !== null;
  return isObject && '__typename' in representation ? representation.__typename : undefined;
}

function toError(): GraphQLError {
  return new GraphQLError('The __typename of a representation must be that of an entity.', {
    extensions: { code: 'BAD_USER_INPUT', retryable: false },
  });
}
