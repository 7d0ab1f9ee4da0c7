import { decodeArray, decodeObject, decodeText, isObject } from '../../decode.ts';

/** One call that an application credential allows; a credential with access rules allows no other. */
export interface AccessRule {
  /** Type of a service, such as `image`. */
  readonly service: string;
  readonly method: string;
  /** With `*` or `{name}` for one part, and `**` for any. */
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

/** Whether access rules allow a call to the image service, as Keystone's middleware in front of it decides. */
export function allowsImageCall(
  rules: readonly AccessRule[],
  call: { readonly method: string; readonly path: string },
): boolean {
  const [path = ''] = call.path.split('?', 1);
  return rules.some((rule) => rule.service === 'image' && rule.method === call.method && matches(path, rule.path));
}

/** Keystone's own limit is shorter. */
const MAX_PATTERN_LENGTH = 1024;

/**
 * Keeps every place in the path that the pattern can have come to. A regular expression would try them one after the
 * other, and a pattern is written by a user: twenty times `**` would block the process.
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
