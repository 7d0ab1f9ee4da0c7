import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
  print,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { ERROR_CODES } from '../../src/errorCodes.ts';
import { GENERATED, toTable } from './markdown.ts';

const INTRODUCTION = `# Schema reference

${GENERATED}

For everybody who looks up an operation, a type or a field. \`glance-graphql schema\` prints this schema as SDL, and
\`glance-graphql schema --subgraph\` prints the schema that a federation gateway composes.

A type that ends in \`!\` is never null. A field with \`@semanticNonNull\` is null only together with a top-level error that
has the path of the field. All error codes with examples are in [errors.md](errors.md).`;

/** docs/schema.md, not yet formatted. @param schema the API schema, without the parts that only federation reads */
export function renderSchemaPage(schema: GraphQLSchema): string {
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
  );
  const roots = [schema.getQueryType(), schema.getMutationType()];
  const others = types.filter((type) => !roots.some((root) => root === type));
  const group = (title: string, matches: (type: GraphQLNamedType) => boolean): string[] => {
    const members = others.filter(matches);
    return members.length === 0 ? [] : [`## ${title}`, ...members.flatMap((type) => renderType(schema, type))];
  };
  return [
    INTRODUCTION,
    ...roots.flatMap((root) =>
      root
        ? [
            `## ${root.name === 'Query' ? 'Queries' : 'Mutations'}`,
            root.description ?? '',
            ...Object.values(root.getFields()).flatMap((field) => renderOperation(root.name, field)),
          ]
        : [],
    ),
    ...group('Results of mutations', isUnionType),
    ...group('Types', isObjectType),
    ...group('Interfaces', isInterfaceType),
    ...group('Enums', isEnumType),
    ...group('Inputs', isInputObjectType),
    ...group('Scalars', isScalarType),
  ].join('\n\n');
}

/** The heading has the name of the root type, because `image` and `Image` would have the same anchor. */
function renderOperation(root: string, field: GraphQLField<unknown, unknown>): string[] {
  return [
    `### ${root}.${field.name}`,
    field.description ?? '',
    `Returns ${toType(field)}.`,
    ...(field.args.length === 0 ? [] : [toInputTable('argument', field.args)]),
  ];
}

function renderType(schema: GraphQLSchema, type: GraphQLNamedType): string[] {
  const head = [`### ${type.name}`, type.description ?? ''];
  if (isUnionType(type)) {
    const rows = type.getTypes().map(({ name, description }) => [toLink(name), toCodes(name), toCell(description)]);
    return [...head, toTable(['member', 'codes', 'when'], rows)];
  }
  if (isEnumType(type)) {
    const rows = type.getValues().map(({ name, description }) => [`\`${name}\``, toCell(description)]);
    return [...head, toTable(['value', 'meaning'], rows)];
  }
  if (isInputObjectType(type)) return [...head, toInputTable('field', Object.values(type.getFields()))];
  if (isScalarType(type)) {
    return type.specifiedByURL ? [...head, `Specified by <${type.specifiedByURL}>.`] : head;
  }
  const implementers = isInterfaceType(type) ? schema.getPossibleTypes(type) : [];
  const relations = isObjectType(type) ? type.getInterfaces() : implementers;
  const codes = toCodes(type.name);
  return [
    ...head,
    ...(codes === '' ? [] : [`Codes: ${codes}.`]),
    ...(relations.length === 0
      ? []
      : [
          `${isObjectType(type) ? 'Implements' : 'Implemented by'} ${relations.map(({ name }) => toLink(name)).join(', ')}.`,
        ]),
    toTable(
      ['field', 'type', 'meaning'],
      Object.values(type.getFields()).map((field) => [
        `\`${field.name}${toArguments(field.args)}\``,
        toType(field),
        toCell(field.description ?? inherited(schema, type, field.name)),
      ]),
    ),
  ];
}

/** A field of an error type is described once, in the interface. */
function inherited(schema: GraphQLSchema, type: GraphQLNamedType, field: string): string | null | undefined {
  const parents = isObjectType(type) ? type.getInterfaces() : [];
  return parents.map((parent) => parent.getFields()[field]?.description).find(Boolean);
}

function toArguments(args: readonly GraphQLArgument[]): string {
  return args.length === 0 ? '' : `(${args.map(({ name, type }) => `${name}: ${String(type)}`).join(', ')})`;
}

function toInputTable(what: string, inputs: readonly (GraphQLArgument | GraphQLInputField)[]): string {
  return toTable(
    [what, 'type', 'default', 'meaning'],
    inputs.map((input) => [`\`${input.name}\``, toType(input), toDefault(input), toCell(input.description)]),
  );
}

function toDefault({ astNode, type }: GraphQLArgument | GraphQLInputField): string {
  if (astNode?.defaultValue) return `\`${print(astNode.defaultValue)}\``;
  return isNonNullType(type) ? 'required' : '';
}

function toType({
  type,
  astNode,
}: Pick<GraphQLField<unknown, unknown> | GraphQLArgument | GraphQLInputField, 'type' | 'astNode'>): string {
  const isSemantic = astNode?.directives?.some(({ name }) => name.value === 'semanticNonNull');
  const text = String(type);
  const name = text.replaceAll(/[[\]!]/g, '');
  const link = /^(ID|String|Int|Boolean|Float)$/.test(name) ? `\`${text}\`` : `[\`${text}\`](#${name.toLowerCase()})`;
  return isSemantic ? `${link} \`@semanticNonNull\`` : link;
}

function toCodes(typename: string): string {
  const translations = Object.values(ERROR_CODES).filter((translation) => translation.typename === typename);
  return translations.map(({ code }) => `[\`${code}\`](errors.md#${code.toLowerCase()})`).join(', ');
}

function toLink(name: string): string {
  return `[\`${name}\`](#${name.toLowerCase()})`;
}

function toCell(description: string | null | undefined): string {
  return (description ?? '').replaceAll('\n', ' ');
}
