import {
  Kind,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type ValidationRule,
} from 'graphql';
import { toCanonicalText } from './canonicalText.ts';
import { createOperationLimits, MAX_VALIDATION_ERRORS, type Limits } from '../graphql/limits/limits.ts';

/** The documents of a manifest. Both methods return the manifest's own text, or null for an unknown document. */
export interface PersistedDocuments {
  findById(id: string): string | null;
  /** Ignores white space, comments and the order of definitions, selections and arguments. */
  findByText(text: string): string | null;
}

/**
 * Parses a manifest of graphql-codegen's client preset (`{ hash: text }`) or of Apollo's
 * generate-persisted-query-manifest.
 * @returns problems: one sentence for each document that clients could not use
 */
export function parsePersistedManifest(
  text: string,
  { schema, limits }: { readonly schema: GraphQLSchema; readonly limits: Limits },
): { documents: PersistedDocuments; problems: readonly string[] } {
  const parseOptions = { maxTokens: limits.limitTokens, noLocation: true };
  const rules = [createOperationLimits(schema, limits).rule, ...specifiedRules];
  const byId = new Map<string, string>();
  const byText = new Map<string, string>();
  const byCanonicalText = new Map<string, string>();
  const entries = readEntries(text);
  const problems: string[] = [];
  if (entries.length === 0) problems.push('The file is neither a manifest of graphql-codegen nor one of Apollo.');
  for (const [name, body] of entries) {
    const id = toBareId(name);
    const known = byId.get(id);
    if (known !== undefined && known !== body) problems.push(`Document ${name} is there twice.`);
    try {
      const document = parse(body, parseOptions);
      const problem = findProblem(schema, document, rules);
      if (problem !== null) problems.push(`${toName(document, name)}: ${problem}`);
      byCanonicalText.set(toCanonicalText(document), body);
    } catch (error) {
      problems.push(`Document ${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
    byId.set(id, body);
    byText.set(body, body);
  }
  const documents: PersistedDocuments = {
    findById: (id) => byId.get(toBareId(id)) ?? null,
    findByText(text) {
      const same = byText.get(text);
      if (same !== undefined) return same;
      try {
        return byCanonicalText.get(toCanonicalText(parse(text, parseOptions))) ?? null;
      } catch {
        return null;
      }
    },
  };
  return { documents, problems };
}

function readEntries(text: string): readonly (readonly [id: string, body: string])[] {
  let manifest: unknown;
  try {
    manifest = JSON.parse(text);
  } catch {
    return [];
  }
  if (!isRecord(manifest)) return [];
  if (manifest['format'] !== 'apollo-persisted-query-manifest') return toTexts(Object.entries(manifest));
  const { operations } = manifest;
  if (manifest['version'] !== 1 || !Array.isArray(operations)) return [];
  return toTexts(
    operations.map((operation: unknown) => (isRecord(operation) ? [operation['id'], operation['body']] : [])),
  );
}

/** No entries where one of them is not a pair of texts, because a part of a manifest is no use. */
function toTexts(entries: readonly (readonly unknown[])[]): readonly (readonly [string, string])[] {
  const texts: [string, string][] = [];
  for (const [id, body] of entries) {
    if (typeof id !== 'string' || typeof body !== 'string') return [];
    texts.push([id, body]);
  }
  return texts;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** GraphQL over HTTP has the prefix `sha256:` before a hash; manifests have the hash alone. */
function toBareId(id: string): string {
  return id.startsWith('sha256:') ? id.slice('sha256:'.length) : id;
}

function findProblem(schema: GraphQLSchema, document: DocumentNode, rules: readonly ValidationRule[]): string | null {
  const [first] = validate(schema, document, rules, { maxErrors: MAX_VALIDATION_ERRORS });
  return first?.message ?? null;
}

function toName({ definitions }: DocumentNode, id: string): string {
  for (const definition of definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION && definition.name) {
      return `Document ${id} (${definition.name.value})`;
    }
  }
  return `Document ${id}`;
}
