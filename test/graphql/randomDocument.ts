import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';

/** Names that mean something to JavaScript. */
const ALIASES = ['constructor', 'then', 'toString', 'valueOf', 'class', 'length', '__proto__', 'hasOwnProperty'];
const MAX_DEPTH = 4;

/** Values of arguments, by the name of the argument or of its type. */
export type ArgumentValues = Readonly<Record<string, string>>;

/**
 * A valid operation with aliases, fragments and directives. Its variables are among `yes` and `no`, Booleans of these names.
 * @param random a number from 0 up to 1
 */
export function createRandomDocument(schema: GraphQLSchema, values: ArgumentValues, random: () => number): string {
  const aliases = ALIASES.toSorted(() => random() - 0.5);
  const fragments: string[] = [];
  const pick = <T>(list: readonly T[]): T[] => list.slice(Math.floor(random() * list.length)).slice(0, 1);

  const toDirective = (): string => {
    if (random() > 0.2) return '';
    return random() < 0.5 ? ` @include(if: ${random() < 0.8 ? '$yes' : '$no'})` : ' @skip(if: $no)';
  };

  function toArguments(args: readonly GraphQLArgument[]): string {
    const given = args.flatMap((argument) => {
      const type = getNamedType(argument.type);
      if (!isRequiredArgument(argument) && random() < 0.5) return [];
      const value =
        values[argument.name] ?? values[type.name] ?? (isEnumType(type) ? pick(type.getValues())[0]?.name : undefined);
      return value === undefined ? [] : [`${argument.name}: ${value}`];
    });
    return given.length > 0 ? `(${given.join(', ')})` : '';
  }

  function toField({ name, args, type }: GraphQLField<unknown, unknown>, depth: number): string {
    const below = getNamedType(type);
    // Merging of selections is left to fragments: two fields of one name must have one meaning.
    const alias = random() < 0.15 ? aliases.pop() : undefined;
    const selection = isCompositeType(below) ? ` ${toSelection(below, depth + 1)}` : '';
    return `${alias === undefined ? '' : `${alias}: `}${name}${toArguments(args)}${toDirective()}${selection}`;
  }

  function toFields(type: GraphQLCompositeType, depth: number): string[] {
    const fields = isUnionType(type) ? [] : Object.values(type.getFields());
    const leaves = fields.filter((field) => !isCompositeType(getNamedType(field.type)));
    const branches = fields.filter((field) => isCompositeType(getNamedType(field.type)) && !field.name.startsWith('_'));
    const chosen = [
      ...leaves.filter(() => random() < 0.4),
      ...(depth < MAX_DEPTH ? branches.filter(() => random() < 0.4) : []),
    ];
    return ['__typename', ...chosen.map((field) => toField(field, depth))];
  }

  function toSelection(type: GraphQLCompositeType, depth: number): string {
    const parts = toFields(type, depth);
    if (isAbstractType(type)) {
      for (const possible of schema.getPossibleTypes(type)) {
        if (random() < 0.7)
          parts.push(`... on ${possible.name}${toDirective()} { ${toFields(possible, depth).join(' ')} }`);
      }
    }
    if (isObjectType(type) && parts.length > 1 && random() < 0.3) {
      const inside = parts.splice(1);
      if (random() < 0.5) {
        parts.push(`...${toDirective()} { ${inside.join(' ')} }`);
      } else {
        fragments.push(`fragment F${fragments.length} on ${type.name} { ${inside.join(' ')} }`);
        parts.push(`...F${fragments.length - 1}${toDirective()}`);
      }
    }
    return `{ ${parts.join(' ')} }`;
  }

  const root = random() < 0.3 ? schema.getMutationType() : schema.getQueryType();
  if (!root) throw new Error('the schema has no such root');
  const [field] = pick(Object.values(root.getFields()).filter(({ name }) => !name.startsWith('_')));
  if (!field) throw new Error('the root has no fields');
  const selection = `{ __typename ${toField(field, 1)} }`;
  const keyword = root === schema.getMutationType() ? 'mutation' : 'query';
  const text = [selection, ...fragments].join(' ');
  const variables = ['$yes', '$no'].filter((name) => text.includes(name)).map((name) => `${name}: Boolean!`);
  return `${keyword}${variables.length > 0 ? ` (${variables.join(', ')})` : ''} ${text}`;
}
