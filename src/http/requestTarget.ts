/**
 * Path of a request target, without its query and without slashes at its end. The absolute form (`http://host/graphql`)
 * is accepted, as RFC 9112 demands. A percent-encoded spelling of a path is another path, so that nobody gets around a
 * proxy's rule for `/graphql`.
 * @param target as `request.url` has it
 */
export function toRoutePath(target: string): string {
  const end = target.indexOf('?');
  const path = (end < 0 ? target : target.slice(0, end)).replace(/^https?:\/\/[^/]*/i, '');
  let length = path.length;
  while (length > 1 && path[length - 1] === '/') length -= 1;
  return path === '' ? '/' : path.slice(0, length);
}

/** Query of a request target with its `?`; empty without a query. */
export function toSearch(target: string): string {
  const start = target.indexOf('?');
  return start < 0 ? '' : target.slice(start);
}
