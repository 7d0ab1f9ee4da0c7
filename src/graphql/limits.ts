import {
  getNamedType,
  GraphQLError,
  isInterfaceType,
  isObjectType,
  Kind,
  type ASTVisitor,
  type DefinitionNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLFormattedError,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import { readSchemaCosts, toListSize, type SchemaCosts } from './limitsCost.ts';

/** With the one that says that there are more, 5 are told. */
export const MAX_VALIDATION_ERRORS = 4;

/**
 * The most that one document (operations, fragments, tokens) or one definition (all others) may have, fragments written
 * out. A definition is an operation, or a fragment that none may use.
 */
export interface Limits {
  readonly limitOperations: number;
  /** Definitions, used or not. Graphql's own rules compare each with each. */
  readonly limitFragments: number;
  readonly limitRootFields: number;
  readonly limitFields: number;
  /** Fields of `__schema` and `__type`, which count for nothing else but aliases and directives. */
  readonly limitIntrospectionFields: number;
  readonly limitAliases: number;
  readonly limitDirectives: number;
  readonly limitDepth: number;
  readonly limitCost: number;
  readonly limitTokens: number;
}

/** As `extensions.limit` names them. */
type LimitName =
  | 'operations'
  | 'fragments'
  | 'rootFields'
  | 'fields'
  | 'introspectionFields'
  | 'aliases'
  | 'directives'
  | 'depth'
  | 'cost'
  | 'tokens'
  | 'recursion';

/** A document that asks for more than one may. Becomes `OPERATION_TOO_COMPLEX`. */
class LimitError extends Error {
  override readonly name = 'LimitError' as const;
  readonly limit: LimitName;

  constructor(limit: LimitName, maximum: number) {
    super(
      limit === 'recursion'
        ? 'The operation selects itself without an end.'
        : `The operation is too complex: it exceeds the limit of ${maximum} for ${limit}.`,
    );
    this.limit = limit;
  }
}

interface Totals {
  rootFields: number;
  fields: number;
  introspectionFields: number;
  aliases: number;
  directives: number;
  depth: number;
  cost: number;
  /** Cost below the items of a connection, to be multiplied by the size that only the field above knows. */
  itemCost: number;
}

/**
 * One rule for all limits but the tokens', which the parser counts.
 *
 * Each fragment is summed up once, so the time is linear in the document however often fragments are spread; sums of
 * what a fragment bomb would expand to are mere numbers.
 *
 * The cost of an operation is the weight of the calls that it causes: each `@cost(weight)` times the sizes of the lists
 * above it. Fields without a weight are free, as they come with what was fetched anyway: 50 images with their members
 * are 5 + 50 * 3 (the page, and one list of members for each image), however many members those lists have. The size
 * of a list is its slicing argument, and 100 where that is a variable: the document alone decides, so that one that
 * was found good needs no second look. Type conditions that exclude each other are summed all the same.
 */
export function createLimitsRule(schema: GraphQLSchema, limits: Limits): ValidationRule {
  const costs = readSchemaCosts(schema);
  return (context): ASTVisitor => ({
    Document({ definitions }) {
      const found = findManyDefinitions(definitions, limits) ?? new Counter(context, costs).findExcess(limits);
      if (!found) return false;
      const error = new GraphQLError(found.message, { originalError: found });
      // More errors than are told make validation give up, before rules that are slower than linear have begun.
      for (let i = 0; i <= MAX_VALIDATION_ERRORS; i += 1) context.reportError(error);
      return false;
    },
  });
}

function findManyDefinitions(definitions: readonly DefinitionNode[], limits: Limits): LimitError | null {
  let operations = 0;
  let fragments = 0;
  for (const { kind } of definitions) {
    if (kind === Kind.OPERATION_DEFINITION) operations += 1;
    if (kind === Kind.FRAGMENT_DEFINITION) fragments += 1;
  }
  if (operations > limits.limitOperations) return new LimitError('operations', limits.limitOperations);
  return fragments > limits.limitFragments ? new LimitError('fragments', limits.limitFragments) : null;
}

/** @returns the answer to a document over a limit, or null for any other error */
export function toLimitAnswer(error: unknown, { limitTokens }: Limits): GraphQLFormattedError | null {
  const found = error instanceof GraphQLError ? error.originalError : null;
  if (found instanceof LimitError) return toAnswer(found);
  // The parser has no class of its own for it.
  const isTokens = found instanceof GraphQLError && found.message.startsWith('Syntax Error: Document contains more ');
  return isTokens ? toAnswer(new LimitError('tokens', limitTokens)) : null;
}

function toAnswer({ message, limit }: LimitError): GraphQLFormattedError {
  return { message, extensions: { code: 'OPERATION_TOO_COMPLEX', retryable: false, limit } };
}

class Counter {
  readonly #context: ValidationContext;
  readonly #costs: SchemaCosts;
  /** Null while a fragment is being summed up: meeting it again means that it contains itself. */
  readonly #fragments = new Map<string, Totals | null>();
  #recursive = false;

  constructor(context: ValidationContext, costs: SchemaCosts) {
    this.#context = context;
    this.#costs = costs;
  }

  findExcess(limits: Limits): LimitError | null {
    for (const definition of this.#context.getDocument().definitions) {
      const totals = this.#sumDefinition(definition);
      const excess = (
        [
          ['rootFields', totals.rootFields, limits.limitRootFields],
          ['fields', totals.fields, limits.limitFields],
          ['introspectionFields', totals.introspectionFields, limits.limitIntrospectionFields],
          ['aliases', totals.aliases, limits.limitAliases],
          ['directives', totals.directives, limits.limitDirectives],
          ['depth', totals.depth, limits.limitDepth],
          ['cost', totals.cost + totals.itemCost, limits.limitCost],
        ] as const
      ).find(([, count, limit]) => count > limit);
      if (excess) return new LimitError(excess[0], excess[2]);
    }
    return this.#recursive ? new LimitError('recursion', 0) : null;
  }

  /** A fragment counts like an operation, whether one uses it or not: graphql's own rules look at every definition. */
  #sumDefinition(definition: DefinitionNode): Totals {
    if (definition.kind === Kind.OPERATION_DEFINITION) return this.#sumOperation(definition);
    if (definition.kind !== Kind.FRAGMENT_DEFINITION) return createTotals();
    const totals = { ...this.#sumFragment(definition), rootFields: 0 };
    if (!definition.typeCondition.name.value.startsWith('__')) return totals;
    // It can only stand below `__schema` or `__type`, where nothing else is counted.
    const { aliases, directives, fields } = totals;
    return { ...createTotals(), aliases, directives, introspectionFields: fields };
  }

  #sumOperation({ operation, selectionSet, directives, variableDefinitions }: OperationDefinitionNode): Totals {
    const totals = this.#sum(selectionSet, this.#context.getSchema().getRootType(operation) ?? undefined);
    totals.directives += directives?.length ?? 0;
    for (const variable of variableDefinitions ?? []) totals.directives += variable.directives?.length ?? 0;
    return totals;
  }

  #sumFragment({ name, typeCondition, selectionSet, directives }: FragmentDefinitionNode): Totals {
    const known = this.#fragments.get(name.value);
    if (known) return known;
    if (known === null) {
      this.#recursive = true;
      return createTotals();
    }
    this.#fragments.set(name.value, null);
    const totals = this.#sum(selectionSet, this.#context.getSchema().getType(typeCondition.name.value));
    totals.directives += directives?.length ?? 0;
    this.#fragments.set(name.value, totals);
    return totals;
  }

  #sum({ selections }: SelectionSetNode, type: GraphQLNamedType | undefined): Totals {
    const totals = createTotals();
    for (const selection of selections) {
      totals.directives += selection.directives?.length ?? 0;
      if (selection.kind === Kind.FIELD) {
        this.#addField(totals, selection, type);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const name = selection.typeCondition?.name.value;
        const narrowed = name === undefined ? type : this.#context.getSchema().getType(name);
        addLevel(totals, this.#sum(selection.selectionSet, narrowed));
      } else {
        const fragment = this.#context.getFragment(selection.name.value);
        if (fragment) addLevel(totals, this.#sumFragment(fragment));
      }
    }
    return totals;
  }

  #addField(totals: Totals, field: FieldNode, type: GraphQLNamedType | undefined): void {
    const name = field.name.value;
    const below = field.selectionSet ? this.#sum(field.selectionSet, this.#getType(type, name)) : createTotals();
    totals.rootFields += 1;
    totals.aliases += below.aliases + (field.alias ? 1 : 0);
    totals.directives += below.directives;
    if (name === '__schema' || name === '__type') {
      totals.introspectionFields += 1 + below.fields;
      return;
    }
    totals.fields += 1 + below.fields;
    totals.introspectionFields += below.introspectionFields;
    totals.depth = Math.max(totals.depth, 1 + below.depth);
    const cost = this.#costs.get(`${type?.name}.${name}`);
    if (!cost) {
      totals.cost += below.cost + below.itemCost;
      return;
    }
    const size = toListSize(cost, field);
    const sum = cost.weight + (cost.sizesFields ? below.cost : size * below.cost) + size * below.itemCost;
    totals[cost.isSized ? 'itemCost' : 'cost'] += sum;
  }

  #getType(parent: GraphQLNamedType | undefined, field: string): GraphQLNamedType | undefined {
    if (!isObjectType(parent) && !isInterfaceType(parent)) return undefined;
    const type = parent.getFields()[field]?.type;
    return type && getNamedType(type);
  }
}

function createTotals(): Totals {
  return {
    rootFields: 0,
    fields: 0,
    introspectionFields: 0,
    aliases: 0,
    directives: 0,
    depth: 0,
    cost: 0,
    itemCost: 0,
  };
}

/** Adds what a fragment selects, which stands at the same level. */
function addLevel(totals: Totals, more: Totals): void {
  totals.rootFields += more.rootFields;
  totals.fields += more.fields;
  totals.introspectionFields += more.introspectionFields;
  totals.aliases += more.aliases;
  totals.directives += more.directives;
  totals.depth = Math.max(totals.depth, more.depth);
  totals.cost += more.cost;
  totals.itemCost += more.itemCost;
}
