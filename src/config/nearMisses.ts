import type { Environment } from './variable.ts';

/** What people call a variable who know another tool. */
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
};

/** Names that begin like this are meant for this program, whatever follows. */
const OWN_PREFIX = /^(GLANCE|LIMIT|RATE_LIMIT|PERSISTED_DOCUMENTS|SHUTDOWN|CORS)_/;

/** Kubernetes sets `GLANCE_SERVICE_HOST`, `GLANCE_PORT_9292_TCP` and their like for a service named glance. */
const SET_BY_KUBERNETES = /_(SERVICE_(HOST|PORT(_[A-Z0-9_]+)?)|PORT(_\d+_(TCP|UDP)(_[A-Z]+)?)?)$/;

/** Shorter names, as HOST and PORT, are near to too much. */
const MIN_LENGTH = 7;
const MAX_DISTANCE = 2;

/**
 * One sentence for each variable that is set, is none of ours, and seems to be meant for one: another tool's name for
 * it, a slip of the pen, or a name with one of our prefixes. Never shows a value.
 */
export function findNearMisses(env: Environment, names: readonly string[]): readonly string[] {
  const known = new Set(names);
  return Object.keys(env)
    .filter((name) => !known.has(name) && (env[name] ?? '').trim() !== '' && !SET_BY_KUBERNETES.test(name))
    .flatMap((name) => {
      const meant = OTHER_NAMES[name] ?? findNearest(name, names);
      if (meant !== null) return [`${name} is not a variable of the gateway. Did you mean ${meant}?`];
      return OWN_PREFIX.test(name) ? [`${name} is not a variable of the gateway.`] : [];
    })
    .sort();
}

function findNearest(name: string, names: readonly string[]): string | null {
  if (name.length < MIN_LENGTH || name.length > 64) return null;
  const near = names
    .filter((candidate) => candidate.length >= MIN_LENGTH)
    .map((candidate) => ({ candidate, distance: toDistance(name, candidate) }))
    .filter(({ distance }) => distance <= MAX_DISTANCE)
    .sort((a, b) => a.distance - b.distance);
  return near[0]?.candidate ?? null;
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
