import { CONFIG_VARIABLES, type Environment } from './config.ts';

/** A variable that the gateway does not read. */
export interface UnknownVariable {
  readonly name: string;
  /** The variable that is probably meant; null where none has a name like it. */
  readonly meant: string | null;
}

/** Only the gateway has variables that begin so, whether or not their names are near to one that it reads. */
const OWN_PREFIX = /^(GLANCE|LIMIT|RATE_LIMIT|PERSISTED_DOCUMENTS?|SHUTDOWN|CORS)_/i;
/** Kubernetes sets these in every container for each service of a namespace, such as one that is called `glance`. */
const SERVICE_LINK = /_(SERVICE_(HOST|PORT(_\w+)?)|PORT(_\d+_(TCP|UDP|SCTP)(_(ADDR|PORT|PROTO))?)?)$/;
/** Variables of other programs whose names are near to one of ours; `check` reads OS_TOKEN. */
const OTHERS = new Set(['OS_TOKEN', 'OS_CERT', 'OS_KEY', 'HOSTNAME', 'HTTP_PROXY', 'HTTPS_PROXY']);

/** Words that people use for the same thing, and words that say nothing. */
const SAME_WORD: Readonly<Record<string, string>> = {
  URL: 'ENDPOINT',
  URI: 'ENDPOINT',
  HOST: 'ENDPOINT',
  ADDRESS: 'ENDPOINT',
  SERVER: 'ENDPOINT',
  IMAGE: 'GLANCE',
  IMAGES: 'GLANCE',
  KEYSTONE: 'AUTH',
  IDENTITY: 'AUTH',
  OPENSTACK: '',
  OS: '',
  API: '',
  BASE: '',
  SERVICE: '',
  OVERRIDE: '',
  NAME: '',
  MS: '',
  SECONDS: '',
};

const KNOWN = CONFIG_VARIABLES.map(({ name }) => ({ name, shape: toShape(name) }));
const KNOWN_NAMES = new Set(KNOWN.map(({ name }) => name));

/** Variables that are set and not read, where their prefix is the gateway's own or their name is near to one it reads. */
export function findUnknownVariables(env: Environment): readonly UnknownVariable[] {
  const unknown: UnknownVariable[] = [];
  for (const [name, value = ''] of Object.entries(env)) {
    if (KNOWN_NAMES.has(name) || OTHERS.has(name.toUpperCase()) || value.trim() === '' || isServiceLink(name, value))
      continue;
    const meant = findMeant(name);
    if (meant !== null || OWN_PREFIX.test(name)) unknown.push({ name, meant });
  }
  return unknown;
}

function isServiceLink(name: string, value: string): boolean {
  // A person may well set GLANCE_PORT to a number. Kubernetes sets it to an address.
  return (
    SERVICE_LINK.test(name) && (!name.endsWith('_PORT') || /^(tcp|udp|sctp):/.test(value) || name.includes('_SERVICE_'))
  );
}

function findMeant(name: string): string | null {
  const [text, shape] = [name.toUpperCase(), toShape(name)];
  let nearest: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const known of KNOWN) {
    const distance = Math.min(toNearness(text, known.name), toNearness(shape, known.shape));
    if (distance < least) [nearest, least] = [known.name, distance];
  }
  return nearest;
}

/** Their distance, or infinity where more than one letter in five differs: a short name like PORT has to be exact. */
function toNearness(text: string, known: string): number {
  const most = Math.floor(Math.min(text.length, known.length) / 5);
  if (Math.abs(text.length - known.length) > most) return Number.POSITIVE_INFINITY;
  const distance = toDistance(text, known);
  return distance <= most ? distance : Number.POSITIVE_INFINITY;
}

/** Upper case, words of one meaning as one word, and no word twice in a row: GLANCE_API_URL becomes GLANCE_ENDPOINT. */
function toShape(name: string): string {
  const words = name.toUpperCase().split(/[^A-Z0-9]+/);
  const plain = words
    .map((word) => (words.length > 1 ? (SAME_WORD[word] ?? word) : word))
    .filter((word) => word !== '');
  return plain.filter((word, index) => word !== plain[index - 1]).join('_');
}

/** Letters to insert, remove, replace or swap with the next one that make one text of the other. */
function toDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (beforeLast[j - 2] ?? cost) + 1);
      row.push(cost);
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
