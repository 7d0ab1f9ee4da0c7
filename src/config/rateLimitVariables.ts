import { callsPerMinute, optional, perMinute, type Variable } from './variable.ts';
import { parseProxies, parseRedisUrl } from './parsers.ts';

/** A number of proxies before the gateway, or their networks. */
const trustedProxies: Variable<number | readonly string[]> = {
  name: 'TRUSTED_PROXIES',
  takes: 'a number of proxies from 0 to 10, or a comma-separated list of addresses and networks, such as 10.0.0.0/8',
  meaning:
    'Proxies before the gateway whose X-Forwarded-For is believed. With 0 no proxy is believed, and all clients of a proxy are one address.',
  defaultText: '0',
  default: () => 0,
  parse: parseProxies,
};

/** How much one token and one address may ask for. */
export const RATE_LIMIT_VARIABLES = {
  rateLimitToken: perMinute('RATE_LIMIT_TOKEN', 6000, 'Requests that one token may send in a minute; 0 is no limit.'),
  rateLimitAddress: perMinute(
    'RATE_LIMIT_ADDRESS',
    60_000,
    'Requests that one address (IPv6: one /64 network) may send in a minute; 0 is no limit.',
  ),
  rateLimitTokenCalls: callsPerMinute(
    'RATE_LIMIT_TOKEN_CALLS',
    'RATE_LIMIT_TOKEN',
    6000,
    'Calls to the image service that the requests of one token may make in a minute; 0 is no limit.',
  ),
  rateLimitAddressCalls: callsPerMinute(
    'RATE_LIMIT_ADDRESS_CALLS',
    'RATE_LIMIT_ADDRESS',
    60_000,
    'Calls to the image service that the requests of one address may make in a minute; 0 is no limit.',
  ),
  trustedProxies,
  /** May contain a password: never log it. */
  redisUrl: optional({
    name: 'REDIS_URL',
    takes: 'a URL such as redis://user:password@host:6379/0 or rediss://host:6379',
    meaning:
      'Redis or Valkey in which all replicas count requests together. When it is unset, each process counts for itself.',
    parse: parseRedisUrl,
  }),
};
