import { defaultFieldResolver, isNonNullType, type GraphQLFieldResolver } from 'graphql';
import type { GraphQLContext } from '../server/context.ts';

type Resolve = GraphQLFieldResolver<unknown, GraphQLContext>;

/**
 * Makes a resolver return null instead of an error when the operation has more errors than a response tells. A field
 * whose value came with the row of its image has no cost, so that 90,000 such fields can fail after one call, and
 * graphql-js takes 40 microseconds for each. An error that comes later, as a rejected promise, is not counted: a field
 * that waits has a cost, and the cost limits how many such fields there are.
 */
export function countErrors(resolve: Resolve): Resolve {
  return (source, args, context, info) => {
    const mayBeNull = !isNonNullType(info.returnType);
    if (mayBeNull && context.budget.excess && !context.budget.isMutation) return null;
    try {
      const value: unknown = resolve(source, args, context, info);
      return value instanceof Error && mayBeNull && !context.budget.takeFieldError() ? null : value;
    } catch (error) {
      if (mayBeNull && !context.budget.takeFieldError()) return null;
      throw error;
    }
  };
}

/** The resolver of fields that have no resolver of their own. */
export const fieldResolver = countErrors(defaultFieldResolver);
