import {
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { LimitError } from './limitError.ts';
import { readSchemaCosts, type SchemaCosts } from './limitsCost.ts';
import { toActualSize, toListSize, type ListSize, type VariableSize } from './listSize.ts';

/** Costs of the operations of one schema. */
export interface OperationCosts {
  /** The cost of an operation, computed once. No fragment of the document may contain itself. */
  read(document: DocumentNode, operation: OperationDefinitionNode): OperationCost;
  /** Whether root fields of this name have no cost. */
  readonly isFree: (rootField: string) => boolean;
}

export function createOperationCosts(schema: GraphQLSchema): OperationCosts {
  const costs = readSchemaCosts(schema);
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap(
    (type) => type?.name ?? [],
  );
  const known = new WeakMap<OperationDefinitionNode, OperationCost>();
  return {
    read(document, operation) {
      let cost = known.get(operation);
      if (!cost) {
        cost = new OperationCost(new TermReader(schema, costs, document, operation).read());
        known.set(operation, cost);
      }
      return cost;
    },
    isFree: (field) => !roots.some((root) => costs.get(`${root}.${field}`)?.weight),
  };
}

/** What one field adds to the cost. */
interface Term {
  /** Path of the field, in the names of the schema, with dots. */
  readonly field: string;
  /** Weight of the field, times the sizes of the lists above it that the document tells. */
  readonly constant: number;
  /** Sizes of the lists above it that variables tell. */
  readonly sizes: readonly VariableSize[];
}

/**
 * The cost of an operation: the weight of the calls that it causes. Each `@cost(weight)` is multiplied by the sizes of
 * the lists above the field. A field without a weight is free, because it comes with another field's call: 50 images
 * with their members cost 5 + 50 * 3 (the page, and one list of members for each image), with any number of members.
 * Type conditions that exclude each other are all counted. Sizes that variables tell are filled in for each request;
 * all other sums are computed once for a document.
 */
class OperationCost {
  readonly #terms: readonly Term[];
  readonly #constant: number;
  /** Whether the cost is the same for all variables. */
  readonly isFixed: boolean;

  constructor(terms: readonly Term[]) {
    const fixed = terms.filter(({ sizes }) => sizes.length === 0);
    this.#constant = fixed.reduce((sum, { constant }) => sum + constant, 0);
    const dearest = fixed.reduce(
      (most: Term | null, term) => (most && most.constant >= term.constant ? most : term),
      null,
    );
    const variable = terms.filter(({ sizes }) => sizes.length > 0);
    this.#terms = dearest ? [dearest, ...variable] : variable;
    this.isFixed = variable.length === 0;
  }

  /** @throws LimitError */
  check(variables: unknown, limit: number): void {
    if (this.isFixed && this.#constant <= limit) return;
    const excess = this.findExcess(variables, limit);
    if (excess) throw excess;
  }

  /** @param variables the variables of the request, whose types have not been checked */
  findExcess(variables: unknown, limit: number): LimitError | null {
    let cost = this.#constant;
    let most = { field: '', cost: 0 };
    for (const { field, constant, sizes } of this.#terms) {
      let own = constant;
      for (const size of sizes) own *= toActualSize(size, variables);
      if (sizes.length > 0) cost += own;
      if (own > most.cost) most = { field, cost: own };
    }
    if (cost <= limit) return null;
    return new LimitError(
      'cost',
      `The operation is too complex: it exceeds the limit of ${limit} for cost. It costs ${cost}, of which ${most.cost} for ${most.field}.`,
      { cost, maximum: limit, field: most.field },
    );
  }
}

/** The place of a selection in the operation. */
interface Place {
  readonly type: GraphQLNamedType | undefined;
  readonly field: string;
  readonly constant: number;
  readonly sizes: readonly VariableSize[];
  /** The size of a list whose items are in fields of this selection. */
  readonly itemSize: ListSize;
}

class TermReader {
  readonly #schema: GraphQLSchema;
  readonly #costs: SchemaCosts;
  readonly #operation: OperationDefinitionNode;
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  readonly #terms: Term[] = [];

  constructor(schema: GraphQLSchema, costs: SchemaCosts, document: DocumentNode, operation: OperationDefinitionNode) {
    this.#schema = schema;
    this.#costs = costs;
    this.#operation = operation;
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(definition.name.value, definition);
    }
  }

  read(): readonly Term[] {
    const type = this.#schema.getRootType(this.#operation.operation) ?? undefined;
    this.#addSelection(this.#operation.selectionSet, { type, field: '', constant: 1, sizes: [], itemSize: 1 });
    return this.#terms;
  }

  #addSelection({ selections }: SelectionSetNode, place: Place): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        this.#addField(selection, place);
        continue;
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#fragments.get(selection.name.value);
      if (!fragment) continue;
      const { typeCondition, selectionSet } = fragment;
      const type = typeCondition ? this.#schema.getType(typeCondition.name.value) : place.type;
      this.#addSelection(selectionSet, { ...place, type });
    }
  }

  #addField(field: FieldNode, place: Place): void {
    const name = field.name.value;
    const cost = this.#costs.get(`${place.type?.name}.${name}`);
    if (!cost && !field.selectionSet) return;
    const path = place.field === '' ? name : `${place.field}.${name}`;
    const size = cost?.list ? toListSize(cost.list, field, this.#operation) : 1;
    const here = { ...place, type: getFieldType(place.type, name), field: path, itemSize: 1 };
    const at = cost?.isSized ? multiply(here, place.itemSize) : here;
    if (cost && cost.weight > 0) {
      const { constant, sizes } = cost.isWeightOfItem ? multiply(at, size) : at;
      this.#terms.push({ field: path, constant: constant * cost.weight, sizes });
    }
    if (!field.selectionSet) return;
    this.#addSelection(field.selectionSet, cost?.list?.isBelow ? { ...at, itemSize: size } : multiply(at, size));
  }
}

function multiply(place: Place, size: ListSize): Place {
  if (typeof size === 'number') return size === 1 ? place : { ...place, constant: place.constant * size };
  return { ...place, sizes: [...place.sizes, size] };
}

function getFieldType(parent: GraphQLNamedType | undefined, field: string): GraphQLNamedType | undefined {
  if (!isObjectType(parent) && !isInterfaceType(parent)) return undefined;
  const type = parent.getFields()[field]?.type;
  return type && getNamedType(type);
}
