import {
  defaultFieldResolver,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';
import type { GraphQLContext } from '../server/context.ts';
import { countErrors } from './fieldErrors.ts';
import type { OperationBudget } from './operationBudget.ts';
import { countFieldsBelow, type SelectedField } from './selectedFields.ts';

type Field = GraphQLField<unknown, GraphQLContext>;
type Resolve = GraphQLFieldResolver<unknown, GraphQLContext>;

/**
 * Has every list of the schema counted against the operation's budget before anything is made of its items. Beyond it
 * the lists of a query are empty, as its answer will be refused; those of a mutation are errors, but for lists that may
 * not be null: what a write did stands in those. The errors of other fields that have a resolver are counted as well.
 */
export function countLists(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values<Field>(type.getFields())) {
      if (isListType(getNullableType(field.type))) field.resolve = createCountingResolver(field);
      else if (field.resolve) field.resolve = countErrors(field.resolve);
    }
  }
}

/** Has an item for each item of an argument, and calls for it, so that the argument is counted before those are made. */
const BY_ARGUMENT = { field: '_entities', argument: 'representations' };

function createCountingResolver({ name, type, resolve = defaultFieldResolver }: Field): Resolve {
  const mayRefuse = !isNonNullType(type);
  const hasFields = isCompositeType(getNamedType(type));

  function count(found: unknown, budget: OperationBudget, info: SelectedField): unknown {
    if (found instanceof Error) return budget.takeFieldError() || !mayRefuse ? found : null;
    if (Array.isArray(found)) budget.takeItems(hasFields ? found.length * (1 + countFieldsBelow(info)) : found.length);
    return budget.excess ? refuse(found, budget, mayRefuse) : found;
  }

  return (source, args: Readonly<Record<string, unknown>>, context, info) => {
    const { budget } = context;
    const asked = name === BY_ARGUMENT.field ? args[BY_ARGUMENT.argument] : null;
    if (asked) count(asked, budget, info);
    if (budget.excess && (mayRefuse || !budget.isMutation)) return refuse(null, budget, mayRefuse);
    try {
      const found: unknown = resolve(source, args, context, info);
      if (asked) return found;
      if (!(found instanceof Promise)) return count(found, budget, info);
      return found.then(
        (list) => count(list, budget, info),
        (error: unknown) => fail(error, budget),
      );
    } catch (error) {
      return fail(error, budget);
    }
  };
}

const NOTHING: readonly never[] = [];

/** Lists cost nothing to ask for where they come with what was fetched, so that a thousand of them can fail for one call. */
function fail(error: unknown, budget: OperationBudget): readonly never[] {
  if (!budget.isMutation) budget.takeError();
  if (!budget.isMutation && budget.excess) return NOTHING;
  throw error;
}

/** @throws LimitError */
function refuse(found: unknown, { excess, isMutation }: OperationBudget, mayRefuse: boolean): unknown {
  if (!isMutation) return NOTHING;
  if (excess && mayRefuse) throw excess;
  return found;
}
