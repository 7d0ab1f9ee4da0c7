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
 * Counts the items of every list against the operation's budget before the fields of the items are resolved. Beyond the
 * budget, a list of a query is empty, because the whole response will be refused. A list of a mutation is an error,
 * except a list that cannot be null, because such a list tells what a write has done. Counts the errors of the other
 * fields that have a resolver as well.
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

/**
 * A list with an item for each item of an argument. The argument is counted, before the calls for its items are made.
 */
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

/** Counts an error of a list, because one failed call can fail the lists of a thousand items. */
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
