import { Kind, parse, print, visit, type DefinitionNode, type FieldDefinitionNode } from 'graphql';
import { readSchemaText } from './schema.ts';

/** The directives for clients. The other directives are for federation gateways and for the gateway's own limits. */
const CLIENT_DIRECTIVES = ['semanticNonNull', 'specifiedBy', 'deprecated'];

/**
 * Prints the schema for clients: without the parts for federation, and with each type and its extensions in one piece.
 */
export function printApiSdl(): string {
  const { definitions } = visit(parse(readSchemaText(), { noLocation: true }), {
    Directive: (directive) => (CLIENT_DIRECTIVES.includes(directive.name.value) ? undefined : null),
    DirectiveDefinition: (definition) => (CLIENT_DIRECTIVES.includes(definition.name.value) ? undefined : null),
    SchemaExtension: () => null,
  });
  const extraFields = (type: string): readonly FieldDefinitionNode[] =>
    definitions.flatMap((definition) =>
      definition.kind === Kind.OBJECT_TYPE_EXTENSION && definition.name.value === type ? (definition.fields ?? []) : [],
    );
  const whole = (definition: DefinitionNode): DefinitionNode =>
    definition.kind === Kind.OBJECT_TYPE_DEFINITION
      ? { ...definition, fields: [...(definition.fields ?? []), ...extraFields(definition.name.value)] }
      : definition;
  const types = definitions.filter(({ kind }) => kind !== Kind.OBJECT_TYPE_EXTENSION).map(whole);
  return `${print({ kind: Kind.DOCUMENT, definitions: types })}\n`;
}
