const ABSOLUTE_FORM = /^https?:\/\/[^/?#@\\]+/i;

/**
 * The path of a request line's target, without its query. The target may name scheme and host as well, as it does behind
 * some proxies: RFC 9112 has every server take that form. Percent-encoding and `//` are left as they are, so that a proxy
 * that decides by the path and the gateway never read the same bytes as two paths.
 * @returns the empty text for what is no path
 */
export function toPath(target: string): string {
  if (target === '/graphql') return target;
  const authority = ABSOLUTE_FORM.exec(target)?.[0] ?? '';
  const query = target.indexOf('?');
  const path = target.slice(authority.length, query < 0 ? undefined : query);
  if (path === '') return authority === '' ? '' : '/';
  // People and URL libraries add the slash.
  if (path === '/graphql/' || path === '/graphiql/') return path.slice(0, -1);
  return path;
}
