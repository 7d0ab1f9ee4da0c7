/** What the embedded Glance does instead of the call when a trigger is added, updated or removed as a member. */
export type TriggeredResponse =
  | { readonly kind: 'fault'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly kind: 'proxy'; readonly status: number; readonly title: string; readonly text: string }
  | { readonly kind: 'ok'; readonly contentType: string; readonly body: string }
  | { readonly kind: 'silence' }
  | { readonly kind: 'reset'; readonly after: 'nothing' | 'write' };

/** A member ID that makes the embedded Glance fail on demand. */
export interface Trigger {
  readonly memberId: string;
  readonly description: string;
  /** The methods that the trigger works with: `POST` adds, `PUT` updates, `DELETE` removes. */
  readonly methods: readonly string[];
  readonly response: TriggeredResponse;
}

const ALL = ['POST', 'PUT', 'DELETE'];

/** All triggers, for trying out how a client handles errors. */
export const triggers: readonly Trigger[] = [
  {
    memberId: 'sim-400',
    description: 'Glance refuses the request as malformed.',
    methods: ALL,
    response: { kind: 'fault', status: 400 },
  },
  {
    memberId: 'sim-401',
    description: 'Glance refuses the token, as if it had just expired.',
    methods: ALL,
    response: { kind: 'fault', status: 401 },
  },
  {
    memberId: 'sim-403',
    description: 'Glance forbids the change.',
    methods: ALL,
    response: { kind: 'fault', status: 403 },
  },
  {
    memberId: 'sim-404',
    description: 'The image is gone when the member is added; the member is gone when it is updated or removed.',
    methods: ALL,
    response: { kind: 'fault', status: 404 },
  },
  {
    memberId: 'sim-409',
    description: 'The image is already shared with this project.',
    methods: ['POST'],
    response: { kind: 'fault', status: 409 },
  },
  {
    memberId: 'sim-413',
    description: 'The image is shared with as many projects as allowed, which are 128.',
    methods: ['POST'],
    response: { kind: 'fault', status: 413 },
  },
  {
    memberId: 'sim-429',
    description: 'Too many requests; try again in 7 seconds.',
    methods: ALL,
    response: { kind: 'fault', status: 429, headers: { 'Retry-After': '7' } },
  },
  {
    memberId: 'sim-500',
    description: 'Glance fails.',
    methods: ALL,
    response: { kind: 'fault', status: 500 },
  },
  {
    memberId: 'sim-502',
    description: 'A proxy in front of Glance got no valid response from Glance.',
    methods: ALL,
    response: {
      kind: 'proxy',
      status: 502,
      title: 'Bad Gateway',
      text: 'The server returned an invalid or incomplete response.',
    },
  },
  {
    memberId: 'sim-503',
    description: 'A proxy in front of Glance cannot reach Glance.',
    methods: ALL,
    response: {
      kind: 'proxy',
      status: 503,
      title: 'Service Unavailable',
      text: 'No server is available to handle this request.',
    },
  },
  {
    memberId: 'sim-504',
    description: 'A proxy in front of Glance waited too long for a response.',
    methods: ALL,
    response: { kind: 'proxy', status: 504, title: 'Gateway Time-out', text: "The server didn't respond in time." },
  },
  {
    memberId: 'sim-timeout',
    description: 'No response ever comes, and nothing is changed.',
    methods: ALL,
    response: { kind: 'silence' },
  },
  {
    memberId: 'sim-lost-answer',
    description: 'The change is made, but the connection breaks before the response. A refusal still arrives.',
    methods: ALL,
    response: { kind: 'reset', after: 'write' },
  },
  {
    memberId: 'sim-reset',
    description: 'The connection breaks, and nothing is changed.',
    methods: ALL,
    response: { kind: 'reset', after: 'nothing' },
  },
  {
    memberId: 'sim-html',
    description: 'Success with an HTML page instead of JSON, such as the page of a login portal.',
    methods: ALL,
    response: {
      kind: 'ok',
      contentType: 'text/html; charset=utf-8',
      body: '<!doctype html>\n<title>Sign in</title>\n<h1>Sign in</h1>\n',
    },
  },
  {
    memberId: 'sim-garbage',
    description: 'Success with JSON that stops in the middle.',
    methods: ALL,
    response: { kind: 'ok', contentType: 'application/json', body: '{"member_id": "sim-garbage", "image_id": "' },
  },
];

/** @deprecated The former name of `triggers`, with `answer` for `response`. It ends with version 0.3. */
export const simulations = triggers.map(({ response, ...trigger }) => ({ ...trigger, answer: response }));

export function findTrigger(method: string, memberId: string): Trigger | undefined {
  return triggers.find((trigger) => trigger.memberId === memberId && trigger.methods.includes(method));
}
