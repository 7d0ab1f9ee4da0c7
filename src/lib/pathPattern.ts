/** Keystone's own limit for a path is shorter. */
const MAX_PATTERN_LENGTH = 1024;

/**
 * Whether the path matches the pattern of an access rule, in which `*` or `{name}` stands for one segment, and `**` for any
 * number of segments. Matches without a regular expression, because a user writes the pattern, and as a regular expression a pattern with
 * twenty `**` would block the process. After each part of the pattern, `reached` holds every place of the path where
 * the match can stand.
 */
export function matchesPathPattern(path: string, pattern: string): boolean {
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
