// A document transform for graphql-codegen. It adds `__typename` wherever Apollo Client and urql add it before they
// send a document, so that the response to a persisted document has the fields that they expect. The transform of the
// client preset is not used, because it adds `__typename` to the root as well.
import { Kind, visit } from 'graphql';

const TYPENAME = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

export function transform({ documents }) {
  return documents.map((file) => ({ ...file, document: file.document && addTypename(file.document) }));
}

function addTypename(document) {
  return visit(document, {
    SelectionSet(node, _key, parent) {
      const isRoot = parent && !Array.isArray(parent) && parent.kind === Kind.OPERATION_DEFINITION;
      if (isRoot || node.selections.some(({ kind, name }) => kind === Kind.FIELD && name.value === '__typename'))
        return;
      return { ...node, selections: [...node.selections, TYPENAME] };
    },
  });
}
