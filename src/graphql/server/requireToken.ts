import { GraphQLError, Kind, type DocumentNode, type OperationDefinitionNode } from 'graphql';
import type { GraphQLContext } from './context.ts';

const OPEN_FIELDS = new Set(['__schema', '__type', '__typename', '_service']);

/**
 * Refuses an operation without a token, except an operation that asks for the schema only.
 * @throws GraphQLError `UNAUTHENTICATED`, with HTTP status 401 for clients that accept
 * `application/graphql-response+json`
 */
export function requireToken(
  { hasToken, tokenProblem }: GraphQLContext,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): void {
  if (hasToken || asksOnlyForSchema(document, operation)) return;
  throw new GraphQLError(tokenProblem ?? 'A valid token must be sent as X-Auth-Token or Authorization: Bearer.', {
    extensions: { code: 'UNAUTHENTICATED', retryable: false, http: { status: 401 } },
  });
}

function asksOnlyForSchema(document: DocumentNode, operation: OperationDefinitionNode): boolean {
  const seen = new Set<string>();
  const isOpen = (selections: OperationDefinitionNode['selectionSet']['selections']): boolean =>
    selections.every((selection) => {
      if (selection.kind === Kind.FIELD) return OPEN_FIELDS.has(selection.name.value);
      if (selection.kind === Kind.INLINE_FRAGMENT) return isOpen(selection.selectionSet.selections);
      const name = selection.name.value;
      if (seen.has(name)) return true;
      seen.add(name);
      const fragment = document.definitions.find(
        (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name,
      );
      return fragment?.kind === Kind.FRAGMENT_DEFINITION && isOpen(fragment.selectionSet.selections);
    });
  return isOpen(operation.selectionSet.selections);
}
