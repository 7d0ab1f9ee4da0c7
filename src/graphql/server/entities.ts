import { isUnionType, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import type { GraphQLContext } from './context.ts';
import { createRepresentationCheck } from './representations.ts';

type Resolve = GraphQLFieldResolver<unknown, GraphQLContext, { representations: readonly unknown[] }>;

/**
 * Checks each representation of `_entities` on its own, so that a wrong one fails alone. The subgraph library reports
 * an unknown type as a bug, fails the whole list for it, and does not check the values of keys, but all of these are
 * the client's input.
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
    // Where an item rejects, graphql-jit moves its null to the end of the list. So an item becomes an Error, which does
    // not move.
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
