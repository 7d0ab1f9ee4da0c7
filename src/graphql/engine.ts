import type { ApolloServerOptionsWithGateway, GraphQLRequestContextResponseForOperation } from '@apollo/server';
import { execute, OperationTypeNode, type DocumentNode, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { CompiledQuery } from 'graphql-jit';
import { toCompilableDocument, type CompilableDocument } from './compilableDocument.ts';
import type { GraphQLContext } from './context.ts';
import { hasSeveralBelowNull, markInputErrors, sortErrors, toGraphqlErrors } from './executionError.ts';

type Request = Pick<
  GraphQLRequestContextResponseForOperation<GraphQLContext>,
  'document' | 'operation' | 'contextValue' | 'request'
>;

interface FinishRequest {
  readonly document: DocumentNode;
  /** The one of `run`. */
  readonly contextValue: object;
  readonly variables?: Request['request']['variables'] | null | undefined;
  readonly operationName?: string | null | undefined;
}

interface Compiled {
  readonly query: CompiledQuery['query'];
  readonly toValues: CompilableDocument['toValues'];
}

/** Then all are forgotten, and what still comes is compiled again: some 100 KB each must not pile up. */
const MAX_COMPILED = 200;

/**
 * Executes operations: with graphql-js, and as compiled code those that come often. Compiled or not, the same resolvers
 * are called and the same answer is given: test/graphql/engineDifference.test.ts compares the two.
 */
export interface Engine {
  /**
   * Runs an operation as compiled code.
   * @returns its data; null for one that is not compiled, and for one with errors: Apollo is to run it by `gateway`
   */
  run(request: Request): Promise<Record<string, unknown> | null>;
  /** Runs an operation by graphql-js; what `run` met errors in already is not run again. */
  finish(request: FinishRequest): Promise<ExecutionResult>;
  /**
   * Apollo's place for another engine than its own. For each operation it converts headers and more that nobody here
   * asks for, so it gets only what `run` has no answer to.
   */
  readonly gateway: ApolloServerOptionsWithGateway<GraphQLContext>['gateway'];
}

/** @param compileAfter how often a document must have come before it is compiled; 0 compiles none */
export function createEngine(schema: GraphQLSchema, compileAfter: number): Engine {
  let documents = new WeakMap<DocumentNode, { uses: number; compiled: Compiled | null }>();
  let compiledCount = 0;
  const failed = new WeakMap<object, ExecutionResult>();

  async function compile(document: DocumentNode): Promise<Compiled | null> {
    const compilable = toCompilableDocument(schema, document);
    if (!compilable) return null;
    // Compiled code must not go on for ever where clients write variables into their documents.
    if (compiledCount >= MAX_COMPILED) {
      documents = new WeakMap();
      compiledCount = 0;
    }
    compiledCount += 1;
    // Not before it is needed: it takes a tenth of a second and 10 MB.
    const { compileQuery, isCompiledQuery } = await import('graphql-jit');
    const compiled = compileQuery(schema, compilable.document, undefined, { disablingCapturingStackErrors: true });
    return isCompiledQuery(compiled) ? { query: compiled.query, toValues: compilable.toValues } : null;
  }

  async function findCompiled(document: DocumentNode): Promise<Compiled | null> {
    let known = documents.get(document);
    if (!known) {
      known = { uses: 0, compiled: null };
      documents.set(document, known);
    }
    known.uses += 1;
    if (known.uses === compileAfter) known.compiled = await compile(document);
    return known.compiled;
  }

  async function run({ document, operation, contextValue, request }: Request): Promise<Record<string, unknown> | null> {
    if (!operation || compileAfter === 0) return null;
    const compiled = await findCompiled(document);
    // What graphql-js refuses it runs, so that one engine words all refusals.
    const values = compiled?.toValues(request.variables ?? {});
    if (!compiled || !values) return null;
    const { data, errors } = await compiled.query(undefined, contextValue, values);
    if (!errors && data) return data;
    const result = { data: data ?? null, errors: toGraphqlErrors(errors ?? [], document) };
    // Graphql-js stops at the first field of several that make the same object null, compiled code at none. A query
    // can be run again: the loaders know most of what it reads.
    const isRepeatable = operation.operation === OperationTypeNode.QUERY;
    if (!isRepeatable || !hasSeveralBelowNull(result)) failed.set(contextValue, sortErrors(result));
    return null;
  }

  async function finish({ document, contextValue, variables, operationName }: FinishRequest): Promise<ExecutionResult> {
    const known = failed.get(contextValue);
    if (known) return known;
    const result = await execute({
      schema,
      document,
      contextValue,
      variableValues: variables ?? null,
      operationName: operationName ?? null,
    });
    return sortErrors(markInputErrors(result));
  }

  return {
    run,
    finish,
    gateway: {
      onSchemaLoadOrUpdate(callback) {
        callback({ apiSchema: schema, coreSupergraphSdl: '' });
        return () => {};
      },
      load: async () => ({
        executor: ({ context, document, request: { variables, operationName } }) =>
          finish({ document, contextValue: context, variables, operationName }),
      }),
      stop: async () => {},
    },
  };
}
