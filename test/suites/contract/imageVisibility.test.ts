import { describe, expect, it } from 'vitest';
import { addImage, addMember, setMemberStatus, setVisibility } from './images.ts';
import { endpointOf, startUpstreams, type ActorName, type Rbac, type Upstream } from './upstreams.ts';
import { askBoth, messageOf, normalize, send, type WireAnswer } from './wire.ts';

const upstreams = await startUpstreams();

const PATCH_TYPE = 'application/openstack-images-v2.1-json-patch';
const VISIBILITIES = ['private', 'shared', 'community', 'public'] as const;
type Visibility = (typeof VISIBILITIES)[number];

/** What becomes of the change to private, shared, community and public. `toWord` says what the words mean. */
const TABLE = `
new    | private           | admin                        | ok       | ok       | ok          | ok
new    | private           | alpha                        | ok       | ok       | ok          | publicize
new    | private           | alphaReader                  | modify   | modify   | communitize | publicize
new    | private           | beta betaReader gamma unscoped | no image | no image | no image  | no image
new    | shared            | admin                        | ok       | ok       | ok          | ok
new    | shared            | alpha                        | ok       | ok       | ok          | publicize
new    | shared            | alphaReader beta betaReader  | modify   | modify   | communitize | publicize
new    | shared            | gamma unscoped               | no image | no image | no image    | no image
new    | community public  | admin                        | ok       | ok       | ok          | ok
new    | community public  | alpha                        | ok       | ok       | ok          | publicize
new    | community public  | alphaReader beta betaReader gamma | modify | modify | communitize | publicize
new    | community public  | unscoped                     | no route | no route | communitize | publicize
legacy | private           | admin                        | ok       | ok       | ok          | ok
legacy | private           | alpha alphaReader            | ok       | ok       | ok          | publicize
legacy | private           | beta betaReader gamma unscoped | no image | no image | no image  | no image
legacy | shared            | admin                        | ok       | ok       | ok          | ok
legacy | shared            | alpha alphaReader            | ok       | ok       | ok          | publicize
legacy | shared            | beta betaReader              | owner    | owner    | owner       | publicize
legacy | shared            | gamma unscoped               | no image | no image | no image    | no image
legacy | community public  | admin                        | ok       | ok       | ok          | ok
legacy | community public  | alpha alphaReader            | ok       | ok       | ok          | publicize
legacy | community public  | beta betaReader gamma unscoped | owner  | owner    | owner       | publicize`;

const CASES = TABLE.trim()
  .split('\n')
  .flatMap((line) => {
    const [rbac = '', from = '', actors = '', ...expected] = line.split('|').map((cell) => cell.trim());
    return from
      .split(' ')
      .flatMap((visibility) => actors.split(' ').map((actor) => [rbac, visibility, actor, expected] as const));
  });

const WORDS: Readonly<Record<string, string>> = {
  '403 You are not authorized to complete modify_image action.': 'modify',
  '403 You are not authorized to complete communitize_image action.': 'communitize',
  '403 You are not authorized to complete publicize_image action.': 'publicize',
  '403 You do not own this image': 'owner',
  '404 No image found with ID {image}': 'no image',
  '404 The resource could not be found.': 'no route',
};

function toWord({ status, text }: WireAnswer): string {
  if (status === 200) return 'ok';
  const answer = `${status} ${messageOf(text)}`;
  return WORDS[answer] ?? answer;
}

interface Stage {
  readonly upstream: Upstream;
  readonly endpoint: string;
  /** Of alpha, with the member beta, who accepted, and a member who rejected. */
  readonly image: string;
}

interface Change {
  readonly as?: ActorName;
  readonly body: unknown;
  readonly type?: string;
}

function patch({ upstream, endpoint, image }: Stage, { as = 'alpha', body, type = PATCH_TYPE }: Change) {
  return send(upstream, endpoint, {
    method: 'PATCH',
    path: `/v2/images/${image}`,
    as,
    headers: { accept: 'application/json', 'content-type': type },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

const toBody = (value: unknown) => [{ op: 'replace', path: '/visibility', value }];

/** What both answer after the same preparation. */
async function askSame(
  rbac: Rbac,
  ask: (stage: Stage) => Promise<WireAnswer>,
  fields: Readonly<Record<string, unknown>> = {},
): Promise<WireAnswer> {
  const { embedded, real } = await askBoth(upstreams, async (upstream) => {
    const endpoint = endpointOf(upstream, rbac);
    const image = await addImage(upstream, endpoint, 'alpha', { name: 'visibility', ...fields });
    for (const [member, status] of [
      [upstream.projects.beta, 'accepted'],
      ['a-project', 'rejected'],
    ] as const) {
      await addMember(upstream, endpoint, image, member);
      await setMemberStatus(upstream, endpoint, image, member, status);
    }
    const answer = await ask({ upstream, endpoint, image });
    return normalize(upstream, answer, new Map([[image, 'image']]));
  });
  expect(embedded).toEqual(real);
  return real;
}

describe('PATCH of the visibility', () => {
  it.each(CASES)('under %s access rules, from %s, by %s is answered alike', async (rbac, from, as, expected) => {
    const words: string[] = [];
    for (const to of VISIBILITIES) {
      const answer = await askSame(toRbac(rbac), async (stage) => {
        if (from !== 'shared') await setVisibility(stage.upstream, stage.endpoint, stage.image, from);
        return patch(stage, { as: toActor(as), body: toBody(to) });
      });
      words.push(toWord(answer));
    }
    expect(words).toEqual(expected);
  });

  it.each<Visibility>(['private', 'community'])(
    'to %s ends the access of every member, and back to shared restores each with its status',
    async (visibility) => {
      const path = (image: string) => `/v2/images/${image}/members`;
      const during = await askSame('new', async (stage) => {
        await patch(stage, { body: toBody(visibility) });
        return send(stage.upstream, stage.endpoint, { path: path(stage.image), as: 'alpha' });
      });
      const refused = 'Not allowed to list members for image {image}: Only shared images have members.';
      expect([during.status, messageOf(during.text)]).toEqual([403, refused]);

      const seen = await askSame('new', async (stage) => {
        await patch(stage, { body: toBody(visibility) });
        return send(stage.upstream, stage.endpoint, { path: `/v2/images/${stage.image}`, as: 'beta' });
      });
      expect(seen.status).toBe(visibility === 'private' ? 404 : 200);

      const after = await askSame('new', async (stage) => {
        await patch(stage, { body: toBody(visibility) });
        await patch(stage, { body: toBody('shared') });
        return send(stage.upstream, stage.endpoint, { path: path(stage.image), as: 'alpha' });
      });
      expect(JSON.parse(after.text)).toMatchObject({
        members: [
          { member_id: '{beta}', status: 'accepted' },
          { member_id: 'a-project', status: 'rejected' },
        ],
      });
    },
  );

  it.each([{ protected: true }, { os_hidden: true }, { disk_format: 'raw', container_format: 'bare' }])(
    'of an image with %j is answered alike, with the whole image',
    async (fields) => {
      const answer = await askSame('new', (stage) => patch(stage, { body: toBody('private') }), fields);
      expect(JSON.parse(answer.text)).toMatchObject({ ...fields, id: '{image}', visibility: 'private' });
    },
  );

  it.each<readonly [string, number, Change]>([
    ['another media type', 415, { body: toBody('shared'), type: 'application/json' }],
    ['an object instead of a list', 400, { body: { op: 'replace', path: '/visibility', value: 'shared' } }],
    ['no JSON', 400, { body: '[' }],
    ['an empty list', 200, { body: [] }],
    ['the removal of the visibility', 403, { body: [{ op: 'remove', path: '/visibility' }] }],
    ['an add instead of a replace', 200, { body: [{ op: 'add', path: '/visibility', value: 'private' }] }],
    ['two changes', 200, { body: [...toBody('private'), ...toBody('shared')] }],
    ['no value', 400, { body: [{ op: 'replace', path: '/visibility' }] }],
  ])('with %s is answered alike', async (_, status, change) => {
    expect((await askSame('new', (stage) => patch(stage, change))).status).toBe(status);
  });

  it.each(['secret', '', null, 5, ['shared'], 'SHARED'])('to %j is refused with 400', async (value) => {
    const { embedded, real } = await askBoth(upstreams, async (upstream) => {
      const image = await addImage(upstream, upstream.endpoint, 'alpha', { name: 'visibility' });
      return patch({ upstream, endpoint: upstream.endpoint, image }, { body: toBody(value) });
    });
    // The real text has a JSON schema in it; nobody reads it.
    expect([embedded.status, real.status]).toEqual([400, 400]);
  });
});

function toRbac(text: string): Rbac {
  return text === 'legacy' ? 'legacy' : 'new';
}

function toActor(text: string): ActorName {
  const actors: readonly ActorName[] = ['admin', 'alpha', 'alphaReader', 'beta', 'betaReader', 'gamma', 'unscoped'];
  const actor = actors.find((name) => name === text);
  if (actor === undefined) throw new Error(`${text} is no actor`);
  return actor;
}
