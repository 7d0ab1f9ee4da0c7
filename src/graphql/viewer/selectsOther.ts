import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  type GraphQLResolveInfo,
  type SelectionNode,
} from 'graphql';

type Info = Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments' | 'variableValues'>;

/** Whether an operation selects another field than these below a field; fragments and directives count as they do. */
export function selectsOther({ fieldNodes, fragments, variableValues }: Info, names: ReadonlySet<string>): boolean {
  const isLeftOut = (node: SelectionNode): boolean =>
    getDirectiveValues(GraphQLSkipDirective, node, variableValues)?.['if'] === true ||
    getDirectiveValues(GraphQLIncludeDirective, node, variableValues)?.['if'] === false;
  const isOther = (node: SelectionNode): boolean => {
    if (isLeftOut(node)) return false;
    if (node.kind === Kind.FIELD) return !names.has(node.name.value);
    const { selectionSet } = node.kind === Kind.FRAGMENT_SPREAD ? (fragments[node.name.value] ?? {}) : node;
    return selectionSet?.selections.some(isOther) ?? false;
  };
  return fieldNodes.some(({ selectionSet }) => selectionSet?.selections.some(isOther) ?? false);
}
