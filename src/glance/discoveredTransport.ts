import type { CatalogChoice, Keystone } from './keystone.ts';
import type { Caller } from './caller.ts';
import type { Transport } from './transport.ts';

/**
 * A transport to wherever the first caller's catalog says. Only the endpoint outlives the call: a failed search is not
 * remembered, since another caller's token may do.
 */
export function createDiscoveredTransport(
  keystone: Keystone,
  choice: CatalogChoice,
  createTransportTo: (endpoint: string) => Transport,
): Transport {
  let found: Transport | null = null;
  const discover = async (caller: Caller): Promise<Transport> => {
    const endpoint = await keystone.findImageEndpoint(caller, choice);
    return (found ??= createTransportTo(endpoint));
  };
  return {
    send: async (caller, request, requestId) => (found ?? (await discover(caller))).send(caller, request, requestId),
    close: async () => found?.close(),
  };
}
