import {
  GraphQLNonNull,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  type GraphQLInputType,
} from 'graphql';
import type { Choice } from './randomChoice.ts';

const IMAGE_IDS = [1, 2, 3, 4].map((number) => `00000000-0000-4000-8000-00000000000${number}`);
const MEMBER_IDS = ['b'.repeat(32), 'c'.repeat(32)];

/** Values of scalars, by the name of the argument or of the type. The last ones are refused by the gateway or by graphql-js. */
const SCALARS: Readonly<Record<string, readonly unknown[]>> = {
  id: [...IMAGE_IDS, ...IMAGE_IDS, 'none', 7, ''],
  imageId: [...IMAGE_IDS, ...IMAGE_IDS, 'none', 7],
  memberId: [...MEMBER_IDS, ...MEMBER_IDS, 'no/member', 12],
  first: [1, 2, 100, 0, 101, -1, 2 ** 31 - 1],
  after: ['', 'no cursor', '__proto__'],
  ID: [...IMAGE_IDS, ...MEMBER_IDS, 0, ''],
  Int: [1, 2, 0],
  Boolean: [true, false],
  String: ['os_distro', 'debian', 'ünïcode " \\ \u2028', '', 'constructor'],
};
/** No type of the schema takes all of them. */
const WRONG = [null, 'wrong', '1', 1.5, 1e30, true, [], [null], [[]], {}, { unknown: 1 }, [1, 'two'], 'shared'];

/** What stands in for a value: a variable of that type. */
type ToVariable = (type: GraphQLInputType) => string | null;

/** A value as a client sends it in JSON. Of every hundred some are `wrong`. */
export function createJson(choice: Choice, type: GraphQLInputType, name: string, wrong: number): unknown {
  if (choice.chance(wrong)) return choice.pick(WRONG);
  if (isNonNullType(type)) return createJson(choice, type.ofType, name, wrong);
  if (choice.chance(wrong)) return null;
  if (isListType(type)) {
    // One value stands for a list of one.
    if (choice.chance(0.15)) return createJson(choice, type.ofType, name, wrong);
    return Array.from({ length: choice.below(4) }, () => createJson(choice, type.ofType, name, wrong));
  }
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter((field) => isRequiredInputField(field) || choice.chance(0.3));
    const entries = fields.map((field) => [field.name, createJson(choice, field.type, field.name, wrong)]);
    if (choice.chance(wrong)) entries.push(['unknown', 1]);
    return Object.fromEntries(entries);
  }
  if (isEnumType(type)) {
    const { name: value } = choice.pick(type.getValues());
    return choice.chance(wrong) ? value.toLowerCase() : value;
  }
  if (type.name === '_Any') return createRepresentation(choice, wrong);
  return choice.pick(SCALARS[name] ?? SCALARS[type.name] ?? ['']);
}

/** A valid value as it stands in a document, with variables in it. */
export function createLiteral(choice: Choice, type: GraphQLInputType, name: string, toVariable: ToVariable): string {
  const variable = choice.chance(0.35) ? toVariable(type) : null;
  if (variable !== null) return variable;
  return !isNonNullType(type) && choice.chance(0.03) ? 'null' : createNonNullLiteral(choice, type, name, toVariable);
}

function createNonNullLiteral(choice: Choice, type: GraphQLInputType, name: string, toVariable: ToVariable): string {
  if (isNonNullType(type)) return createNonNullLiteral(choice, type.ofType, name, toVariable);
  if (isListType(type)) {
    if (choice.chance(0.15)) return createLiteral(choice, toNonNull(type.ofType), name, () => null);
    const items = Array.from({ length: choice.below(4) }, () => createLiteral(choice, type.ofType, name, toVariable));
    return `[${items.join(', ')}]`;
  }
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter((field) => isRequiredInputField(field) || choice.chance(0.4));
    return `{ ${fields.map((field) => `${field.name}: ${createLiteral(choice, field.type, field.name, toVariable)}`).join(', ')} }`;
  }
  if (type.toString() === '_Any') {
    const fields = Object.entries(createRepresentation(choice, 0));
    return `{ ${fields.map(([key, value]) => `${key}: ${JSON.stringify(value)}`).join(', ')} }`;
  }
  const value = createJson(choice, type, name, 0);
  return isEnumType(type) ? String(value) : JSON.stringify(value);
}

function toNonNull(type: GraphQLInputType): GraphQLInputType {
  return isNonNullType(type) ? type : new GraphQLNonNull(type);
}

function createRepresentation(choice: Choice, wrong: number): Readonly<Record<string, unknown>> {
  const keys: Readonly<Record<string, unknown>>[] = [
    { __typename: 'Image', id: choice.pick(IMAGE_IDS) },
    { __typename: 'Image', id: choice.pick(IMAGE_IDS) },
    { __typename: 'ImageMember', imageId: choice.pick(IMAGE_IDS), memberId: choice.pick(MEMBER_IDS) },
    { __typename: 'Project', id: 'p' },
    { __typename: 'Image', id: 'none' },
  ];
  return choice.pick(choice.chance(wrong) ? [{ __typename: 'Nothing' }, { id: 1 }] : keys);
}
