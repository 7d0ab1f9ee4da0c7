/** Member ids with which the embedded Glance fails a share, and the member of the union that a client sees. */
export const SHARE_ERRORS = [
  ['sim-400', 'ImageInputError', 'INVALID_INPUT'],
  ['sim-403', 'ImageForbiddenError', 'FORBIDDEN'],
  ['sim-404', 'ImageNotFoundError', 'IMAGE_NOT_FOUND'],
  ['sim-409', 'ImageMemberExistsError', 'MEMBER_ALREADY_EXISTS'],
  ['sim-413', 'ImageMemberLimitError', 'MEMBER_LIMIT_EXCEEDED'],
  ['sim-429', 'ImageRateLimitError', 'RATE_LIMITED'],
  ['sim-500', 'ImageUpstreamError', 'UPSTREAM_INTERNAL_ERROR'],
  ['sim-502', 'ImageUpstreamError', 'UPSTREAM_BAD_GATEWAY'],
  ['sim-503', 'ImageUpstreamError', 'UPSTREAM_UNAVAILABLE'],
  ['sim-504', 'ImageUpstreamError', 'UPSTREAM_TIMEOUT'],
  ['sim-timeout', 'ImageUpstreamError', 'UPSTREAM_TIMEOUT'],
  ['sim-reset', 'ImageUpstreamError', 'UPSTREAM_UNREACHABLE'],
  ['sim-html', 'ImageUpstreamError', 'UPSTREAM_PROTOCOL_ERROR'],
  ['sim-garbage', 'ImageUpstreamError', 'UPSTREAM_PROTOCOL_ERROR'],
] as const;

/** A timeout that `sim-timeout` runs into soon, and failures that do not count against each other. */
export const ERROR_CASES_ENV = { GLANCE_HEADERS_TIMEOUT_MS: '2000', GLANCE_BREAKER_MINIMUM_RPS: '100000' };

/** More aliases and root fields than the gateway takes. */
export const MANY_ALIASES = `{ ${Array.from({ length: 1001 }, (_, index) => `a${index}: image(id: "a") { id }`).join(' ')} }`;
