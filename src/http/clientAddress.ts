import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** Number of proxies before the gateway, or their addresses and networks. With 0 `X-Forwarded-For` is not believed. */
export type TrustedProxies = number | readonly string[];

/**
 * @param onDisbelief called once, at the first `X-Forwarded-For` when no proxy is trusted
 * @returns a function that finds the client of a request: an IPv4 address, or the /64 network of an IPv6 address,
 * because one client usually has a whole /64 network
 */
export function createClientAddress(
  trusted: TrustedProxies,
  onDisbelief: () => void,
): (request: IncomingMessage) => string {
  const isTrusted = createTrust(trusted);
  let isTold = false;
  return ({ socket, headers }) => {
    let address = socket.remoteAddress ?? '';
    const forwarded = headers['x-forwarded-for'];
    if (trusted === 0 && forwarded !== undefined && !isTold) {
      isTold = true;
      onDisbelief();
    }
    if (trusted !== 0 && typeof forwarded === 'string') {
      // Read from the right: each trusted proxy appends the address that it got the request from. Any client can write
      // the rest.
      const names = forwarded.split(',');
      for (let hop = 0; isTrusted(address, hop); hop += 1) {
        const next = toAddress(names.pop() ?? '');
        if (next === null) break;
        address = next;
      }
    }
    return toNetwork(address);
  };
}

/** `10.0.0.0/8`, `::1/128` or a single address. */
export function isNetwork(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}

function createTrust(trusted: TrustedProxies): (address: string, hop: number) => boolean {
  if (typeof trusted === 'number') return (_address, hop) => hop < trusted;
  const list = new BlockList();
  for (const network of trusted) {
    const [address = '', prefix] = network.split('/');
    const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return (address) => {
    const plain = unmap(address);
    return list.check(plain, isIP(plain) === 4 ? 'ipv4' : 'ipv6');
  };
}

/** The address without the port that some proxies add. Null for other text, such as `unknown`. */
function toAddress(text: string): string | null {
  const name = text.trim();
  const address = /^\[(.+)\](?::\d+)?$/.exec(name)?.[1] ?? /^([\d.]+):\d+$/.exec(name)?.[1] ?? name;
  return isIP(address) === 0 ? null : address;
}

/** The IPv4 address in `::ffff:192.0.2.1`, as a socket that listens on `::` shows IPv4 clients. */
function unmap(address: string): string {
  return /^::ffff:([\d.]+)$/i.exec(address)?.[1] ?? address;
}

/** An IPv4 address unchanged; the /64 network of an IPv6 address. */
export function toNetwork(address: string): string {
  const plain = unmap(address);
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const groups = head === '' ? [] : head.split(':');
  if (tail !== undefined) {
    const after = tail === '' ? 0 : tail.split(':').length + (tail.includes('.') ? 1 : 0);
    while (groups.length + after < 8) groups.push('0');
  }
  const network = groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(':')}::/64`;
}
