import { readFileSync } from 'node:fs';
import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  type GraphQLNamedType,
} from 'graphql';

const SCHEMA = buildSchema(readFileSync(new URL('../../../../schema.graphql', import.meta.url), 'utf8'), {
  assumeValid: true,
});
const TYPES = Object.values(SCHEMA.getTypeMap()).filter(({ name }) => !name.startsWith('__'));

/** Names that are nearly those of the schema, and some that are far from all. */
export const GUESSES: readonly string[] = toGuesses(TYPES);

function toGuesses(types: readonly GraphQLNamedType[]): string[] {
  const names = new Set<string>();
  for (const type of types) {
    names.add(type.name);
    if (isEnumType(type)) for (const { name } of type.getValues()) names.add(name);
    if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      names.add(field.name);
      if ('args' in field) for (const { name } of field.args) names.add(name);
    }
  }
  const near = [...names].map((name, index) => (index % 2 === 0 ? name.slice(0, -1) : `${name}s`));
  const words = new Set([
    ...near,
    'user',
    'password',
    'secret',
    'admin',
    'flag',
    'node',
    'me',
    'debug',
    'systemUpdate',
  ]);
  return [...words].filter((word) => /^[A-Za-z]\w*$/.test(word) && !names.has(word)).sort();
}
