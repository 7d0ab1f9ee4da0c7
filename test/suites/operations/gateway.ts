import { Kind, parse, print, visit, type DocumentNode } from 'graphql';
import { request } from 'undici';
import { openGateway } from '../../support/gateway.ts';
import { OPERATIONS_TEXT } from './operationsText.ts';
import type { ActorName, Upstream } from './upstream.ts';

export const OPERATIONS = parse(OPERATIONS_TEXT);

export interface OperationsGateway {
  /** Runs one of the operations and answers with the whole body. */
  run(name: string, as: ActorName, variables: Readonly<Record<string, unknown>>): Promise<unknown>;
  stop(): Promise<void>;
}

export async function startOperationsGateway(upstream: Upstream): Promise<OperationsGateway> {
  const settings = { GLANCE_ENDPOINT: upstream.endpoint, COMPILE_AFTER: '1', SHUTDOWN_GRACE_MS: '1000' };
  const server = await openGateway(settings);
  return {
    async run(name, as, variables) {
      const { body } = await request(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-auth-token': upstream.tokens[as] },
        body: JSON.stringify({ query: toOperationText(name), variables }),
      });
      return body.json();
    },
    stop: () => server.stop(),
  };
}

/** The operation with the fragments that it uses: the others would be refused as unused. */
export function toOperationText(name: string): string {
  const operation = OPERATIONS.definitions.find(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION && definition.name?.value === name,
  );
  if (!operation) throw new Error(`there is no operation ${name}`);
  const used = new Set<string>();
  visit(operation, { FragmentSpread: (spread) => void used.add(spread.name.value) });
  const fragments = OPERATIONS.definitions.filter(
    (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && used.has(definition.name.value),
  );
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] };
  return print(document);
}
