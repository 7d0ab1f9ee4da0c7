import {
  GraphQLError,
  Kind,
  type ASTVisitor,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type ValidationRule,
} from 'graphql';
import { countFieldPairs } from './fieldPairs.ts';
import { findInputExcess, type InputLimits } from './inputLimits.ts';
import type { BudgetLimits } from './operationBudget.ts';
import { createExcess, LimitError } from './limitError.ts';
import { findLiteralExcess } from './literalLimits.ts';
import { createOperationCosts, type OperationCosts } from './operationCost.ts';
import { SelectionCounter, type Totals } from './selectionCounter.ts';

/** A client gets 5 errors at most: these, and one that says that there are more. */
export const MAX_VALIDATION_ERRORS = 4;

/**
 * The limits of one document (operations, fragments, tokens) and of one operation (all others), with fragments
 * expanded.
 */
export interface Limits extends InputLimits, BudgetLimits {
  readonly limitOperations: number;
  /** Fragments, used or not. The rules of graphql-js compare each fragment with each other one. */
  readonly limitFragments: number;
  /** Root fields without a cost, such as `__typename`. The cost limits the other root fields. */
  readonly limitRootFields: number;
  readonly limitFields: number;
  /** Pairs of fields with the same response name at the same place. Validation compares each pair. */
  readonly limitFieldPairs: number;
  /** Fields below `__schema` and `__type`. They count for this limit, aliases and directives only. */
  readonly limitIntrospectionFields: number;
  readonly limitAliases: number;
  readonly limitDirectives: number;
  readonly limitDepth: number;
  readonly limitCost: number;
  readonly limitTokens: number;
}

export interface OperationLimits {
  /** Checks all limits except tokens, which the parser counts, and except what depends on variables. */
  readonly rule: ValidationRule;
  /**
   * @param variables the variables of the request, whose sizes and types have not been checked
   * @throws LimitError for a valid operation with too large variables, or with too much cost
   */
  check(document: DocumentNode, operation: OperationDefinitionNode, variables: unknown): void;
}

/**
 * One rule for the limits of documents. Each fragment is counted once, so the time is linear in the length of the
 * document. A fragment bomb is not expanded: its size is only computed.
 */
export function createOperationLimits(schema: GraphQLSchema, limits: Limits): OperationLimits {
  const costs = createOperationCosts(schema);
  return {
    rule: (context): ASTVisitor => ({
      Document(document) {
        const found = findExcess(schema, document, { limits, costs });
        if (!found) return false;
        const error = new GraphQLError(found.message, { originalError: found });
        // Report more errors than the maximum: validation then stops before rules that are slower than linear begin.
        for (let i = 0; i <= MAX_VALIDATION_ERRORS; i += 1) context.reportError(error);
        return false;
      },
    }),
    check(document, operation, variables) {
      const excess = findInputExcess(schema, operation, variables, limits);
      if (excess) throw excess;
      costs.read(document, operation).check(variables, limits.limitCost);
    },
  };
}

function findExcess(
  schema: GraphQLSchema,
  document: DocumentNode,
  { limits, costs }: { readonly limits: Limits; readonly costs: OperationCosts },
): LimitError | null {
  const operations: OperationDefinitionNode[] = [];
  const fragments = new Map<string, FragmentDefinitionNode>();
  let fragmentCount = 0;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition);
    if (definition.kind !== Kind.FRAGMENT_DEFINITION) continue;
    fragments.set(definition.name.value, definition);
    fragmentCount += 1;
  }
  if (operations.length > limits.limitOperations) return createExcess('operations', limits.limitOperations);
  if (fragmentCount > limits.limitFragments) return createExcess('fragments', limits.limitFragments);
  const tooLarge = findLiteralExcess(document, limits);
  if (tooLarge) return tooLarge;
  const counter = new SelectionCounter(fragments, costs.isFree);
  for (const operation of operations) {
    const excess = toExcess(counter.countOperation(operation), limits);
    if (excess) return excess;
  }
  // Also count fragments that no operation uses, because validation reads them too.
  for (const fragment of fragments.values()) counter.countFragment(fragment);
  if (counter.isRecursive) return new LimitError('recursion', 'The operation selects itself without an end.');
  const unused = [...fragments.values()].filter(({ name }) => !counter.isSpread(name.value));
  for (const fragment of unused) {
    const excess = toExcess({ ...counter.countFragment(fragment), freeRootFields: 0 }, limits);
    if (excess) return excess;
  }
  if (countFieldPairs([...operations, ...unused], fragments, limits.limitFieldPairs) > limits.limitFieldPairs) {
    return createExcess('fieldPairs', limits.limitFieldPairs);
  }
  for (const operation of operations) {
    const cost = costs.read(document, operation);
    const excess = cost.isFixed ? cost.findExcess(undefined, limits.limitCost) : null;
    if (excess) return excess;
  }
  return null;
}

function toExcess(totals: Totals, limits: Limits): LimitError | null {
  const found = (
    [
      ['rootFields', totals.freeRootFields, limits.limitRootFields],
      ['fields', totals.fields, limits.limitFields],
      ['introspectionFields', totals.introspectionFields, limits.limitIntrospectionFields],
      ['aliases', totals.aliases, limits.limitAliases],
      ['directives', totals.directives, limits.limitDirectives],
      ['depth', totals.depth, limits.limitDepth],
    ] as const
  ).find(([, count, limit]) => count > limit);
  return found ? createExcess(found[0], found[2]) : null;
}
