import { isNetwork } from '../http/clientAddress.ts';

export type CatalogInterface = 'public' | 'internal' | 'admin';

const INTERFACES: readonly CatalogInterface[] = ['public', 'internal', 'admin'];

/** Takes `publicURL` for `public` and so on, as OpenStack's own tools do. */
export function parseInterface(text: string): CatalogInterface | undefined {
  return INTERFACES.find((name) => name === text || `${name}URL` === text);
}

export function parseWorkers(text: string): number | undefined {
  const count = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return count >= 1 && count <= 256 ? count : undefined;
}

export function parseEndpoint(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isPlain = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (!/^https?:$/.test(url.protocol) || !isPlain || /\/v2\/?$/.test(url.pathname)) return undefined;
  return url.href.replace(/\/+$/, '');
}

/** Takes origins as browsers send them in `Origin`: without a path, without the default port, in lower case. */
export function parseOrigins(text: string): readonly string[] | undefined {
  const origins = text.split(',').map((origin) => origin.trim());
  const isOrigin = (origin: string): boolean =>
    /^https?:/.test(origin) && URL.canParse(origin) && new URL(origin).origin === origin;
  return origins.every(isOrigin) ? origins : undefined;
}

export function parseHeaderNames(text: string): readonly string[] | undefined {
  const names = text.split(',').map((name) => name.trim().toLowerCase());
  return names.every((name) => /^[!#$%&'*+.^_`|~0-9a-z-]{1,100}$/.test(name)) ? names : undefined;
}

export function parseProxies(text: string): number | readonly string[] | undefined {
  if (/^\d+$/.test(text)) return Number(text) <= 10 ? Number(text) : undefined;
  const networks = text.split(',').map((network) => network.trim());
  return networks.every(isNetwork) ? networks : undefined;
}

export function parseRedisUrl(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, pathname, username, password } = new URL(text);
  try {
    decodeURIComponent(username + password);
  } catch {
    return undefined;
  }
  return /^rediss?:$/.test(protocol) && hostname !== '' && /^(\/\d*)?$/.test(pathname) ? text : undefined;
}
