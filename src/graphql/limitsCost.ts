import {
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type DirectiveNode,
  type FieldNode,
  type GraphQLSchema,
  type ValueNode,
} from 'graphql';

/** A page is never larger, whatever a client asks for: the resolvers refuse more. */
const MAX_PAGE_SIZE = 100;
/** `_entities` is the federation library's own field, so nothing in the schema says what one entity costs. */
const ENTITIES: FieldCost = {
  weight: 200,
  assumedSize: 100,
  slicingArgument: null,
  sizesFields: false,
  isSized: false,
};

export interface FieldCost {
  /** Calls to the image service, weighted, that one occurrence causes. */
  readonly weight: number;
  /** How many items the list has when the slicing argument is left out; 1 for what is no list. */
  readonly assumedSize: number;
  readonly slicingArgument: string | null;
  /** Whether the list is not the field itself but fields below it, as the nodes of a connection are. */
  readonly sizesFields: boolean;
  /** Whether it is such a field below. */
  readonly isSized: boolean;
}

/** By `Type.field`; fields that cost nothing and are no list are left out. */
export type SchemaCosts = ReadonlyMap<string, FieldCost>;

/** Reads `@cost` and `@listSize` once for a schema. */
export function readSchemaCosts(schema: GraphQLSchema): SchemaCosts {
  const costs = new Map<string, FieldCost>([['Query._entities', ENTITIES]]);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const directives = field.astNode?.directives ?? [];
      const cost = directives.find(({ name }) => name.value === 'cost');
      const listSize = directives.find(({ name }) => name.value === 'listSize');
      if (!cost && !listSize) continue;
      const sizedFields = toStrings(readArgument(listSize, 'sizedFields'));
      costs.set(`${type.name}.${field.name}`, {
        weight: toNumber(readArgument(cost, 'weight')) ?? 0,
        assumedSize: toNumber(readArgument(listSize, 'assumedSize')) ?? 1,
        slicingArgument: toStrings(readArgument(listSize, 'slicingArguments'))[0] ?? null,
        sizesFields: sizedFields.length > 0,
        isSized: false,
      });
      for (const sized of sizedFields) {
        const key = `${getNamedType(field.type).name}.${sized}`;
        costs.set(key, { weight: 0, assumedSize: 1, slicingArgument: null, sizesFields: false, isSized: true });
      }
    }
  }
  return costs;
}

/** A size that a variable gives counts as the largest page: a document costs the same for every set of variables. */
export function toListSize({ slicingArgument, assumedSize }: FieldCost, field: FieldNode): number {
  const value = field.arguments?.find(({ name }) => name.value === slicingArgument)?.value;
  if (value === undefined || value.kind === Kind.NULL) return assumedSize;
  return Math.min(Math.max(toNumber(value) ?? MAX_PAGE_SIZE, 1), MAX_PAGE_SIZE);
}

function readArgument(directive: DirectiveNode | undefined, name: string): ValueNode | undefined {
  return directive?.arguments?.find((argument) => argument.name.value === name)?.value;
}

function toNumber(value: ValueNode | undefined): number | null {
  return value?.kind === Kind.INT || value?.kind === Kind.STRING ? Number(value.value) : null;
}

function toStrings(value: ValueNode | undefined): string[] {
  if (value?.kind !== Kind.LIST) return [];
  return value.values.flatMap((item) => (item.kind === Kind.STRING ? [item.value] : []));
}
