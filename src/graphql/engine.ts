import type { ApolloServerOptionsWithGateway, GraphQLRequestContextResponseForOperation } from '@apollo/server';
import {
  execute,
  GraphQLError,
  Kind,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  type Source,
  type SourceLocation,
} from 'graphql';
import type { CompiledQuery } from 'graphql-jit';
import type { GraphQLContext } from './context.ts';
import { countFields } from './selectionCounter.ts';

type Compiled = CompiledQuery['query'];
type Request = Pick<
  GraphQLRequestContextResponseForOperation<GraphQLContext>,
  'document' | 'operation' | 'contextValue' | 'request'
>;

/** A larger document blocks the process for longer while it is compiled: 250 fields take 10 ms, 2,500 take 200 ms. */
const MAX_COMPILED_FIELDS = 250;

/** Then all are forgotten, and what still comes is compiled again: some 100 KB each must not pile up. */
const MAX_COMPILED = 200;

/**
 * Executes operations: with graphql-js, and as compiled code those that come often. Compiled or not, the same resolvers
 * are called and the same answer is given: test/graphql/engine.test.ts compares the two.
 */
export interface Engine {
  /**
   * Runs an operation as compiled code.
   * @returns its data; null for one that is not compiled, and for one with errors: Apollo is to run it by `gateway`
   */
  run(request: Request): Promise<Record<string, unknown> | null>;
  /**
   * Apollo's place for another engine than its own. For each operation it converts headers and more that nobody here
   * asks for, so it gets only what `run` has no answer to. What failed there already is not run again.
   */
  readonly gateway: ApolloServerOptionsWithGateway<GraphQLContext>['gateway'];
}

/** @param compileAfter how often a document must have come before it is compiled; 0 compiles none */
export function createEngine(schema: GraphQLSchema, compileAfter: number): Engine {
  let documents = new WeakMap<DocumentNode, { uses: number; compiled: Compiled | null }>();
  let compiledCount = 0;
  const failed = new WeakMap<object, ExecutionResult>();

  async function compile(document: DocumentNode): Promise<Compiled | null> {
    // Compiled code must not go on for ever where clients write variables into their documents.
    if (compiledCount >= MAX_COMPILED) {
      documents = new WeakMap();
      compiledCount = 0;
    }
    compiledCount += 1;
    // Not before it is needed: it takes a tenth of a second and 10 MB.
    const { compileQuery, isCompiledQuery } = await import('graphql-jit');
    const compiled = compileQuery(schema, document, undefined, { disablingCapturingStackErrors: true });
    return isCompiledQuery(compiled) ? compiled.query : null;
  }

  async function findCompiled(document: DocumentNode): Promise<Compiled | null> {
    let known = documents.get(document);
    if (!known) {
      known = { uses: 0, compiled: null };
      documents.set(document, known);
    }
    known.uses += 1;
    if (known.uses === compileAfter && canBeCompiled(document)) known.compiled = await compile(document);
    return known.compiled;
  }

  return {
    async run({ document, operation, contextValue, request }) {
      if (!operation || compileAfter === 0) return null;
      const compiled = await findCompiled(document);
      if (!compiled) return null;
      const { data, errors } = await compiled(undefined, contextValue, request.variables);
      if (!errors && data) return data;
      // Without data nothing was run: the variables were refused, and graphql-js says better why.
      if (data !== undefined)
        failed.set(contextValue, { data, errors: (errors ?? []).map((error) => toOwn(error, document)) });
      return null;
    },
    gateway: {
      onSchemaLoadOrUpdate(callback) {
        callback({ apiSchema: schema, coreSupergraphSdl: '' });
        return () => {};
      },
      load: async () => ({
        executor: async ({ context, document, request }) =>
          failed.get(context) ??
          execute({
            schema,
            document,
            contextValue: context,
            variableValues: request.variables ?? null,
            operationName: request.operationName ?? null,
          }),
      }),
      stop: async () => {},
    },
  };
}

/** Compiled code has errors of its own kind, which Apollo cannot read. */
function toOwn({ message, locations, path, originalError }: GraphQLError, { loc }: DocumentNode): GraphQLError {
  const { source } = loc ?? {};
  return new GraphQLError(message, {
    path,
    originalError,
    ...(source && locations ? { source, positions: locations.map((location) => toPosition(source, location)) } : {}),
  });
}

function toPosition({ body }: Source, { line, column }: SourceLocation): number {
  let start = 0;
  for (const [index, { length }] of [...body.split(/(\r\n|[\n\r])/)].entries()) {
    if (index === (line - 1) * 2) return start + column - 1;
    start += length;
  }
  return start;
}

function canBeCompiled(document: DocumentNode): boolean {
  const { definitions, loc } = document;
  // Compiled code would take an alias of this name for the object's prototype, and lose the field.
  if (!loc || loc.source.body.includes('__proto__')) return false;
  if (definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length !== 1) return false;
  return countFields(document) <= MAX_COMPILED_FIELDS;
}
