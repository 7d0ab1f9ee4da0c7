import { defaultFieldResolver, isNonNullType, type GraphQLFieldResolver } from 'graphql';
import type { GraphQLContext } from '../server/context.ts';

type Resolve = GraphQLFieldResolver<unknown, GraphQLContext>;

/**
 * Has a resolver stop making errors once an operation has more of them than are told. Fields that come with what was
 * fetched cost nothing, so that 90,000 of them can fail for one call, and graphql-js takes 40 microseconds for each.
 *
 * Errors that come later count nothing: what is waited for has a cost, which bounds how many there can be.
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

/** For fields without a resolver of their own. */
export const fieldResolver = countErrors(defaultFieldResolver);
