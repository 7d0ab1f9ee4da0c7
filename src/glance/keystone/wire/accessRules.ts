import { matchesPathPattern } from '../../../lib/pathPattern.ts';
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
  return rules.some(
    (rule) => rule.service === 'image' && rule.method === call.method && matchesPathPattern(path, rule.path),
  );
}
