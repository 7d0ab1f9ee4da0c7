import { isUnionType, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import type { GraphQLContext } from './context.ts';
import { createRepresentationCheck } from './representations.ts';

type Resolve = GraphQLFieldResolver<unknown, GraphQLContext, { representations: readonly unknown[] }>;

/**
 * Has `_entities` answer for each representation by itself. The subgraph library takes a type that it does not know for
 * a bug, gives up the whole list for it, and passes on whatever a key holds; but all of that is the client's input, as an
 * unknown id is.
 */
export function checkRepresentations(schema: GraphQLSchema): void {
  const field = schema.getQueryType()?.getFields()['_entities'];
  const union = schema.getType('_Entity');
  const resolve: Resolve | undefined = field?.resolve;
  if (!field || !resolve || !isUnionType(union)) return;
  const check = createRepresentationCheck(union.getTypes());
  const resolveChecked: Resolve = (source, { representations }, context, info) => {
    const results: unknown[] = representations.map(check);
    const usable = representations.filter((_representation, index) => results[index] === null);
    const found: unknown = usable.length === 0 ? [] : resolve(source, { representations: usable }, context, info);
    if (!Array.isArray(found)) return found;
    const items = found.values();
    // Where an item of a list rejects, graphql-jit puts its null at the end. An item that is an error stays in place.
    return results.map((result) => result ?? settle(items.next().value));
  };
  field.resolve = resolveChecked;
}

function settle(item: unknown): unknown {
  return item instanceof Promise ? item.catch(toItem) : item;
}

function toItem(error: unknown): Error {
  return error instanceof Error ? error : new Error('not an error', { cause: error });
}
