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

/** With the one that says that there are more, 5 are told. */
export const MAX_VALIDATION_ERRORS = 4;

/** The most that one document (operations, fragments, tokens) or one operation (all others) may have, fragments written out. */
export interface Limits extends InputLimits, BudgetLimits {
  readonly limitOperations: number;
  /** Definitions, used or not. Graphql's own rules compare each with each. */
  readonly limitFragments: number;
  /** Of those that cost nothing, such as `__typename`: the cost counts the others. */
  readonly limitRootFields: number;
  readonly limitFields: number;
  /** Pairs of fields with one response name at one place: validation compares each pair. */
  readonly limitFieldPairs: number;
  /** Fields of `__schema` and `__type`, which count for nothing else but aliases and directives. */
  readonly limitIntrospectionFields: number;
  readonly limitAliases: number;
  readonly limitDirectives: number;
  readonly limitDepth: number;
  readonly limitCost: number;
  readonly limitTokens: number;
}

export interface OperationLimits {
  /** For all limits but the tokens', which the parser counts, and the part that variables decide. */
  readonly rule: ValidationRule;
  /**
   * @param variables as the client sent them: nothing is known of their sizes and types
   * @throws LimitError for a valid operation that has too large variables, or costs too much with them
   */
  check(document: DocumentNode, operation: OperationDefinitionNode, variables: unknown): void;
}

/**
 * One rule for the limits of documents. Each fragment is summed up once, so the time is linear in the document however
 * often fragments are spread; sums of what a fragment bomb would expand to are mere numbers.
 */
export function createOperationLimits(schema: GraphQLSchema, limits: Limits): OperationLimits {
  const costs = createOperationCosts(schema);
  return {
    rule: (context): ASTVisitor => ({
      Document(document) {
        const found = findExcess(schema, document, { limits, costs });
        if (!found) return false;
        const error = new GraphQLError(found.message, { originalError: found });
        // More errors than are told make validation give up, before rules that are slower than linear have begun.
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
  // Validation looks at fragments that no operation uses as well.
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
