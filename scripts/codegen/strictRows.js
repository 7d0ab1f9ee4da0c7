// A schema loader for graphql-codegen. In the types of clients it makes the fields of rows non-null that are null only
// together with an error (`@semanticNonNull`), like codegen's option `nullability.errorHandlingClient`. Fields that
// need a call of their own, such as root fields and `Image.members`, may still be null: they are null when a session
// has ended.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, parse, visit } from 'graphql';

const ROW_TYPES = ['Image', 'ImageMember', 'ImageProperty'];

/** @param pointer a .graphql file, or a folder of them */
export default function loadStrictSchema(pointer) {
  const files = statSync(pointer).isDirectory() ? readdirSync(pointer).map((file) => join(pointer, file)) : [pointer];
  const text = files.filter((file) => file.endsWith('.graphql')).map((file) => readFileSync(file, 'utf8'));
  return visit(parse(text.join('\n'), { noLocation: true }), {
    ObjectTypeDefinition: (type) => (ROW_TYPES.includes(type.name.value) ? undefined : false),
    ObjectTypeExtension: () => false,
    FieldDefinition: (field) =>
      isOfRow(field) ? { ...field, type: { kind: Kind.NON_NULL_TYPE, type: field.type } } : undefined,
  });
}

function isOfRow({ type, directives }) {
  const isSemanticNonNull = directives.some(({ name }) => name.value === 'semanticNonNull');
  return isSemanticNonNull && type.kind !== Kind.NON_NULL_TYPE && toName(type) !== 'ImageMember';
}

function toName(type) {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : toName(type.type);
}
