const NO_STORE = 'every answer is no-store: it holds what one caller may see';
const MEDIA_TYPE = 'a body that is not application/json is 415 before Apollo sees it, where Apollo itself says 400';

/** Tests of Apollo's that have to fail here, with the reason. */
export const EXCEPTIONS: ReadonlyMap<string, string> = new Map([
  ['lockstep versioning of @apollo/server and @apollo/server-integration-testsuite', 'the suite is a patch behind'],
  ['default', MEDIA_TYPE],
  ['throws an error if POST body is empty', MEDIA_TYPE],
  ['throws an error if invalid content-type', MEDIA_TYPE],
  [
    'throws an error if POST JSON is malformed',
    'answered as JSON in our own words, where the suite expects its parser',
  ],
  ['applies cacheControl Headers', NO_STORE],
  ['applies cacheControl Headers for batched operation', NO_STORE],
  ['applies cacheControl Headers with if-cacheable', NO_STORE],
  ['contains private cacheControl Headers when scoped', NO_STORE],
  ['runs when cache-control is disabled', NO_STORE],
  ['cache-control not set without any hints with if-cacheable', NO_STORE],
  ['cache-control set with dynamic hint', NO_STORE],
  ['cache-control set with defaultMaxAge', NO_STORE],
  ['returns PersistedQueryNotSupported to a GET request if PQs disabled', NO_STORE],
  ['returns PersistedQueryNotSupported to a POST request if PQs disabled', NO_STORE],
  ['returns PersistedQueryNotFound to a GET request', NO_STORE],
  ['returns PersistedQueryNotFound to a POST request', NO_STORE],
]);
