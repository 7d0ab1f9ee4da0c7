import type { Environment } from './variable.ts';

/** Names that other tools use, with the gateway's names for the same thing. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  GLANCE_URL: 'GLANCE_ENDPOINT',
  GLANCE_API_URL: 'GLANCE_ENDPOINT',
  GLANCE_API_SERVERS: 'GLANCE_ENDPOINT',
  GLANCE_HOST: 'GLANCE_ENDPOINT',
  IMAGE_ENDPOINT: 'GLANCE_ENDPOINT',
  IMAGE_URL: 'GLANCE_ENDPOINT',
  OS_IMAGE_ENDPOINT: 'GLANCE_ENDPOINT',
  OS_IMAGE_ENDPOINT_OVERRIDE: 'GLANCE_ENDPOINT',
  OS_IMAGE_URL: 'GLANCE_ENDPOINT',
  KEYSTONE_URL: 'OS_AUTH_URL',
  KEYSTONE_ENDPOINT: 'OS_AUTH_URL',
  OS_IDENTITY_ENDPOINT: 'OS_AUTH_URL',
  OS_AUTHURL: 'OS_AUTH_URL',
  OS_REGION: 'OS_REGION_NAME',
  OS_CACERTS: 'OS_CACERT',
  OS_CA_CERT: 'OS_CACERT',
  GRAPHQL_PORT: 'PORT',
  LOGLEVEL: 'LOG_LEVEL',
  TRUSTED_PROXY: 'TRUSTED_PROXIES',
};

/** A name with one of these prefixes is meant for the gateway. */
const OWN_PREFIX = /^(GLANCE|LIMIT|RATE_LIMIT|PERSISTED_DOCUMENTS|SHUTDOWN|CORS)_/;

/** Kubernetes sets `GLANCE_SERVICE_HOST`, `GLANCE_PORT_9292_TCP` and their like for a service named glance. */
const SET_BY_KUBERNETES = /_(SERVICE_(HOST|PORT(_[A-Z0-9_]+)?)|PORT(_\d+_(TCP|UDP)(_[A-Z]+)?)?)$/;

/** Names such as HOST and PORT are too short to compare: too many other names are similar. */
const MIN_LENGTH = 7;
const MAX_DISTANCE = 2;

/** The unit at the end of a name, which is often forgotten or written in another way. */
const UNIT = /_?(MS|MILLISECONDS|SECONDS|RPS)$/;

/**
 * One sentence for each variable that is set, that the gateway does not have, and that seems to be meant for the
 * gateway: it has another tool's name, a typing mistake, another case, or one of the gateway's prefixes. No sentence
 * has a value.
 */
export function findNearMisses(env: Environment, names: readonly string[]): readonly string[] {
  const known = new Set(names);
  return Object.keys(env)
    .filter((name) => !known.has(name) && (env[name] ?? '').trim() !== '' && !SET_BY_KUBERNETES.test(name))
    .flatMap((name) => {
      const usual = toUsual(name);
      const meant = OTHER_NAMES[usual] ?? findNearest(usual, names);
      if (meant !== null) return [`${name} is not a variable of the gateway. Did you mean ${meant}?`];
      return OWN_PREFIX.test(usual) ? [`${name} is not a variable of the gateway.`] : [];
    })
    .sort();
}

/** The name as variables are usually written: in upper case, with one underscore between two words. */
function toUsual(name: string): string {
  return name
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, '_')
    .replaceAll(/^_|_$/g, '');
}

const toStem = (name: string): string => name.replace(UNIT, '').replaceAll('_', '');

function findNearest(name: string, names: readonly string[]): string | null {
  if (name.length < MIN_LENGTH || name.length > 64) return null;
  const near = names
    .filter((candidate) => candidate.length >= MIN_LENGTH)
    .map((candidate) => ({ candidate, distance: toNearness(name, candidate) }))
    .filter(({ distance }) => distance <= MAX_DISTANCE)
    .sort((a, b) => a.distance - b.distance);
  return near[0]?.candidate ?? null;
}

function toNearness(name: string, candidate: string): number {
  return toStem(name) === toStem(candidate) ? 0 : toDistance(name, candidate);
}

/** Levenshtein's distance: letters that are added, left out or changed. */
function toDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(change, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
