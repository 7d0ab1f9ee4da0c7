import type { EmbeddedGlance } from './embedded/server.ts';

const MUTATION =
  'mutation Share($input: AddImageMemberInput!) { addImageMember(input: $input) { __typename ' +
  '... on AddImageMemberSuccess { imageMember { imageId memberId status } } ' +
  '... on ImageServiceError { code message } } }';

/** What a newcomer needs to try the gateway out with the embedded Glance. Its tokens are made up and open nothing else. */
export function toDemoText(url: string, { projects, tokens, images }: EmbeddedGlance): string {
  const shared = images.find(
    ({ owner, visibility = 'shared', members = [] }) =>
      owner === 'alpha' && visibility === 'shared' && members.every(({ project }) => project !== 'gamma'),
  );
  const variables = { input: { imageId: shared?.id ?? '', memberId: projects.gamma } };
  const body = JSON.stringify({ query: MUTATION, variables });
  const projectRows = (['alpha', 'beta', 'gamma'] as const).map(
    (name) => `  ${name.padEnd(6)} ${projects[name]}  token ${tokens[name]}`,
  );
  const imageRows = images.map(
    (image) => `  ${image.id}  ${(image.visibility ?? 'shared').padEnd(9)} ${image.name ?? ''}`,
  );
  return `
NOT FOR PRODUCTION: GLANCE_ENDPOINT is not set, so an embedded Glance runs, which forgets everything when it stops.

Projects:
${projectRows.join('\n')}

Images:
${imageRows.join('\n')}

Share an image of alpha with gamma:

curl -s ${url}/graphql -H 'content-type: application/json' -H 'x-auth-token: ${tokens.alpha}' \\
  -d '${body}'

`;
}
