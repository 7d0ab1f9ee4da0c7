import type { FormattedExecutionResult, GraphQLError } from 'graphql';
import { CloseCode, makeServer } from 'graphql-ws';
import { toLoggedError } from '../../log/loggedError.ts';
import type { Logger } from '../../log/logger.ts';
import { Outcome, ToldError } from './outcome.ts';
import type { OpenedSocket, SocketSession } from './socketSession.ts';

export interface ProtocolOptions {
  /** Milliseconds that a client has to send `connection_init`. */
  readonly initMs: number;
  readonly logger: Logger;
}

/** The operation of a message was executed before: the library only asks for its result. */
function toResult({ contextValue }: { readonly contextValue?: unknown }) {
  if (contextValue instanceof Outcome) return contextValue.result;
  throw new Error('not executed');
}

function toTold(error: GraphQLError): NonNullable<FormattedExecutionResult['errors']> {
  const cause = error instanceof ToldError ? error : error.originalError;
  if (cause instanceof ToldError) return cause.told;
  return [{ message: 'Internal server error', extensions: { code: 'INTERNAL_SERVER_ERROR' } }];
}

/** Whether a client has sent a message that only a server sends. The library throws a plain error for it. */
function isUnexpectedMessage(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Unexpected message of type ');
}

/** The protocol `graphql-transport-ws`, as its own library has it. */
export function createProtocol({ initMs, logger }: ProtocolOptions) {
  const server = makeServer<Record<string, unknown>, SocketSession>({
    connectionInitWaitTimeout: initMs,
    onConnect: ({ extra, connectionParams }) => extra.signIn(connectionParams),
    onSubscribe: ({ extra }, _id, payload) => extra.run(payload),
    // The result has been formatted. An asynchronous function would let other messages come first.
    execute: (args) => toResult(args) as never,
    subscribe: (args) => toResult(args) as never,
    onNext: (_ctx, _id, _payload, _args, result) => result as never,
    onError: (_ctx, _id, _payload, errors) => errors.flatMap(toTold),
  });

  /** Lets a WebSocket speak the protocol until it is closed. */
  return ({ ws }: OpenedSocket, session: SocketSession): void => {
    const closed = server.opened(
      {
        protocol: ws.protocol,
        send: (text) => session.send(text),
        close: (code, reason) => ws.close(code, reason),
        onMessage: (take) => {
          ws.on('message', (data) => {
            take(String(data)).catch((error: unknown) => {
              if (isUnexpectedMessage(error)) return ws.close(CloseCode.BadRequest, 'Invalid message received');
              logger.error({ error: toLoggedError(error, session.token) }, 'message failed');
              ws.close(CloseCode.InternalServerError, 'Internal server error');
            });
          });
        },
      },
      session,
    );
    // The library closes a WebSocket that breaks the protocol; its peer learns the code.
    ws.on('error', () => {});
    ws.once('close', (code, reason) => {
      session.end();
      void closed(code, String(reason));
    });
  };
}
