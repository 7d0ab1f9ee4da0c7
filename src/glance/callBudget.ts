import type { GlanceError } from './errors.ts';
import type { Transport } from './transport.ts';

/** What an operation may still ask of the image service. */
export interface CallBudget {
  /** Counts one call, before it waits for its turn. @throws when the operation may make no more */
  takeCall(): void;
  /** @throws GlanceError of kind `unauthorized` once the token was refused */
  checkToken(): void;
  /** Ends the calls of the operation: `error` answers all that were not sent yet. */
  refuseToken(error: GlanceError): void;
}

/** Sends no call whose token was refused while the call waited for its turn. */
export function stopAfterRefusal(transport: Transport): Transport {
  return {
    send(caller, request, requestId) {
      caller.budget?.checkToken();
      return transport.send(caller, request, requestId);
    },
    close: () => transport.close(),
  };
}
