import type { EmbeddedSeed } from '../embedded/seed.ts';
import type { EmbeddedGlance } from '../embedded/server.ts';
import { findExampleShare } from '../embedded/exampleShare.ts';

const MUTATION =
  'mutation Share($input: AddImageMemberInput!) { addImageMember(input: $input) { __typename ' +
  '... on AddImageMemberSuccess { imageMember { imageId memberId status } } ' +
  '... on ImageServiceError { code message } } }';

/** Text about the embedded Glance for a newcomer: its projects, tokens and images, and a first share. */
export function toEmbeddedText(url: string, { url: glanceUrl, seed }: EmbeddedGlance<EmbeddedSeed>): string {
  const width = Math.max(0, ...Object.keys(seed.projects).map((name) => name.length));
  const projectRows = Object.entries(seed.projects).map(([name, id]) => `  ${name.padEnd(width)}  ${id}`);
  const tokenRows = Object.values(seed.tokens).map(
    ({ token, project, roles }) => `  ${token}  ${roles.join(', ') || 'no role'} of ${project ?? 'no project'}`,
  );
  const imageRows = seed.images.map(
    (image) => `  ${image.id}  ${(image.visibility ?? 'shared').padEnd(9)} ${image.name ?? ''}`,
  );
  return `
NOT FOR PRODUCTION: an embedded Glance runs at ${glanceUrl}, which forgets everything when it stops.

Projects:
${projectRows.join('\n')}

Tokens, for X-Auth-Token:
${tokenRows.join('\n')}

Images:
${imageRows.join('\n')}
${toShareText(url, seed)}
Restore this state:

curl -X POST ${glanceUrl}/_embedded/reset

`;
}

function toShareText(url: string, seed: EmbeddedSeed): string {
  const share = findExampleShare(seed);
  if (share === null) return '';
  const variables = { input: { imageId: share.imageId, memberId: share.memberId } };
  const body = JSON.stringify({ query: MUTATION, variables }).replaceAll("'", String.raw`'\''`);
  return `
Share an image of ${share.ownerName} with ${share.memberName}:

curl -s ${url}/graphql -H 'content-type: application/json' -H 'x-auth-token: ${share.token}' \\
  -d '${body}'
`;
}
