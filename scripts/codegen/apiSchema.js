// A plugin for graphql-codegen: the schema as clients see it. Federation's directives and types are left out,
// `@semanticNonNull` stays, which code generators of clients read.
import { Kind, print, visit } from 'graphql';

const KEPT_DIRECTIVES = new Set(['semanticNonNull', 'specifiedBy', 'deprecated']);

export function plugin(schema) {
  const definitions = Object.values(schema.getTypeMap())
    .filter(({ astNode }) => astNode)
    .map(({ astNode }) => astNode);
  const directives = schema
    .getDirectives()
    .filter(({ name, astNode }) => astNode && KEPT_DIRECTIVES.has(name))
    .map(({ astNode }) => astNode);
  const document = { kind: Kind.DOCUMENT, definitions: [...directives, ...definitions] };
  const bare = visit(document, { Directive: ({ name }) => (KEPT_DIRECTIVES.has(name.value) ? undefined : null) });
  return `${print(bare)}\n`;
}
