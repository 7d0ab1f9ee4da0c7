/** Where the message broker is, and how to sign in. */
export interface BusAddress {
  /** Each `host:port`. The first one is tried first. */
  readonly hosts: readonly string[];
  readonly username: string;
  /** Must never be logged. */
  readonly password: string;
  readonly vhost: string;
  readonly isSecure: boolean;
}

const PORTS: Readonly<Record<string, { readonly port: number; readonly isSecure: boolean }>> = {
  'amqp:': { port: 5672, isSecure: false },
  'amqps:': { port: 5671, isSecure: true },
  // The scheme of oslo.messaging, so that `transport_url` can be copied from the image service's configuration.
  'rabbit:': { port: 5672, isSecure: false },
};

/**
 * Parses `amqp://user:password@host:5672,other-host:5672/vhost`. As in `transport_url`, each host may repeat the name and
 * the password, which must be the same. @returns undefined for any other text
 */
export function parseBusAddress(text: string): BusAddress | undefined {
  const match = /^([a-z]+:)\/\/([^/?#]+)(?:\/([^/?#]*))?$/.exec(text);
  const { port: standardPort, isSecure = false } = PORTS[match?.[1] ?? ''] ?? {};
  if (match === null || standardPort === undefined) return undefined;
  const parts = (match[2] ?? '').split(',').map((part) => parsePart(part, standardPort));
  const [first] = parts;
  if (!first || parts.some((part) => part === undefined)) return undefined;
  const known = parts.filter((part) => part !== undefined);
  const isSame = known.every(
    ({ credentials }) => credentials === null || credentials.join(':') === first.credentials?.join(':'),
  );
  const [username, password, vhost] = [...(first.credentials ?? ['guest', 'guest']), match[3] ?? ''].map(decode);
  if (!isSame || username === undefined || password === undefined || vhost === undefined) return undefined;
  return { hosts: known.map(({ host }) => host), username, password, vhost: vhost === '' ? '/' : vhost, isSecure };
}

function parsePart(
  text: string,
  standardPort: number,
): { readonly host: string; readonly credentials: readonly string[] | null } | undefined {
  const match = /^(?:([^:@]*):([^@]*)@)?([A-Za-z0-9][A-Za-z0-9.-]*)(?::(\d{1,5}))?$/.exec(text);
  if (match === null) return undefined;
  const [, username, password, host = '', port = String(standardPort)] = match;
  const credentials = username === undefined || password === undefined ? null : [username, password];
  return Number(port) >= 1 && Number(port) <= 65_535 ? { host: `${host}:${port}`, credentials } : undefined;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
