import {
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type DirectiveNode,
  type GraphQLSchema,
  type ValueNode,
} from 'graphql';

interface FieldCost {
  /** The weight of the calls to the image service that the field causes. */
  readonly weight: number;
  /** Whether each item of the list has this weight. */
  readonly isWeightOfItem: boolean;
  readonly list: FieldList | null;
  /** Whether the field has the items of a list whose size the parent field tells, such as the nodes of a connection. */
  readonly isSized: boolean;
}

export interface FieldList {
  /** The assumed number of items where no argument tells the size. */
  readonly assumedSize: number;
  /** The path to the size: the argument, then fields of its input object. Empty where no argument tells the size. */
  readonly sizedBy: readonly string[];
  /** What is at the path: the number of items, or a list with the same number of items. */
  readonly kind: 'number' | 'list';
  /** Whether the fields below the field are the lists, and not the field itself. */
  readonly isBelow: boolean;
}

/** Costs by `Type.field`. Leaves out fields without a cost that are no lists. */
export type SchemaCosts = ReadonlyMap<string, FieldCost>;

/** A list whose size the field above it tells. */
const SIZED_ABOVE: FieldCost = { weight: 0, isWeightOfItem: false, list: null, isSized: true };

/** Costs of fields with a result for each item of an argument. The directives of the schema cannot express these. */
const COSTS_BY_ITEM: readonly (readonly [field: string, cost: FieldCost])[] = [
  ['Query._entities', toCostByItem(2, ['representations'], false)],
  ['Mutation.addImageMembers', toCostByItem(2, ['input', 'members'], true)],
  ['Mutation.updateImageMembers', toCostByItem(2, ['input', 'members'], true)],
  ['Mutation.removeImageMembers', toCostByItem(2, ['input', 'members'], true)],
  ['AddImageMembersPayload.results', SIZED_ABOVE],
  ['UpdateImageMembersPayload.results', SIZED_ABOVE],
  ['RemoveImageMembersPayload.results', SIZED_ABOVE],
];

function toCostByItem(weight: number, sizedBy: readonly string[], isBelow: boolean): FieldCost {
  return { weight, isWeightOfItem: true, list: { assumedSize: 0, sizedBy, kind: 'list', isBelow }, isSized: false };
}

/** Reads the directives `@cost` and `@listSize` of a schema. */
export function readSchemaCosts(schema: GraphQLSchema): SchemaCosts {
  const costs = new Map<string, FieldCost>();
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
        isWeightOfItem: false,
        list: listSize ? toList(listSize, sizedFields.length > 0) : null,
        isSized: false,
      });
      for (const sized of sizedFields) {
        const key = `${getNamedType(field.type).name}.${sized}`;
        costs.set(key, { weight: 0, isWeightOfItem: false, list: null, isSized: true });
      }
    }
  }
  for (const [field, cost] of COSTS_BY_ITEM) costs.set(field, cost);
  return costs;
}

function toList(listSize: DirectiveNode, isBelow: boolean): FieldList {
  return {
    assumedSize: toNumber(readArgument(listSize, 'assumedSize')) ?? 1,
    sizedBy: toStrings(readArgument(listSize, 'slicingArguments')).slice(0, 1),
    kind: 'number',
    isBelow,
  };
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
