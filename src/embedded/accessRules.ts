import { matchesPathPattern } from '../lib/pathPattern.ts';
import type { SeedAccessRule } from './seed.ts';

/** Whether a token may be used for a call to the embedded Glance. @param rules null for a token without access rules */
export function allowsCall(rules: readonly SeedAccessRule[] | null, method: string, path: string): boolean {
  if (rules === null) return true;
  return rules.some(
    (rule) => rule.service === 'image' && rule.method === method && matchesPathPattern(path, rule.path),
  );
}
