import { decodeArray, decodeObject, decodeText, isObject } from '../../decode.ts';

/** One kind of call that an application credential allows. A credential with access rules allows no other calls. */
export interface AccessRule {
  /** Type of a service, such as `image`. */
  readonly service: string;
  readonly method: string;
  /** A path in which `*` or `{name}` stands for one segment, and `**` for any number of segments. */
  readonly path: string;
}

/**
 * @param credential the `application_credential` of a token; undefined for a token without one
 * @returns null for a token that no access rules restrict
 */
export function decodeAccessRules(credential: unknown): readonly AccessRule[] | null {
  const rules = isObject(credential) ? credential['access_rules'] : undefined;
  if (rules === undefined || rules === null) return null;
  return decodeArray(rules, 'access_rules', (item) => {
    const rule = decodeObject(item, 'access rule');
    return {
      service: decodeText(rule['service'], 'service'),
      method: decodeText(rule['method'], 'method'),
      path: decodeText(rule['path'], 'path'),
    };
  });
}

/** Whether access rules allow a call to the image service, by the rules of Keystone's middleware in front of Glance. */
export function allowsImageCall(
  rules: readonly AccessRule[],
  call: { readonly method: string; readonly path: string },
): boolean {
  const [path = ''] = call.path.split('?', 1);
  return rules.some((rule) => rule.service === 'image' && rule.method === call.method && matches(path, rule.path));
}

/** Keystone's own limit for a path is shorter. */
const MAX_PATTERN_LENGTH = 1024;

/**
 * Matches without a regular expression, because a user writes the pattern, and as a regular expression a pattern with
 * twenty `**` would block the process. After each part of the pattern, `reached` holds every place of the path where
 * the match can stand.
 */
function matches(path: string, pattern: string): boolean {
  if (pattern.length > MAX_PATTERN_LENGTH) return false;
  let reached = [true];
  for (const part of pattern.match(/\{[^}]*\}|\*\*|\*|[^{}*]+/g) ?? []) {
    const next: boolean[] = [];
    for (let place = 0; place <= path.length; place += 1) {
      const isReached = reached[place] ?? false;
      if (part === '**') next[place] = isReached || (next[place - 1] ?? false);
      else if (part === '*' || part.startsWith('{')) {
        if (path[place] !== '/' && (isReached || next[place])) next[place + 1] = true;
      } else if (isReached && path.startsWith(part, place)) next[place + part.length] = true;
    }
    reached = next;
  }
  return reached[path.length] ?? false;
}
