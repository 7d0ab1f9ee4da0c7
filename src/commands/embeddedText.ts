import type { EmbeddedSeed, SeedToken } from '../embedded/seed.ts';
import type { EmbeddedGlance } from '../embedded/server.ts';
import { findExampleShare } from '../embedded/exampleShare.ts';

const MUTATION =
  'mutation Share($input: AddImageMemberInput!) { addImageMember(input: $input) { __typename ' +
  '... on AddImageMemberSuccess { imageMember { imageId memberId status } } ' +
  '... on ImageServiceError { code message } } }';

/** The projects of a domain have a line each up to this number, and one line together beyond it. */
const LISTED_PROJECTS = 10;

/** Text about the embedded services for a newcomer: their projects, tokens and images, and a first share. */
export function toEmbeddedText(
  url: string,
  { url: glanceUrl, identityUrl, seed }: EmbeddedGlance<EmbeddedSeed>,
): string {
  const tokenRows = Object.entries(seed.tokens).map(
    ([name, token]) =>
      `  ${token.token}  ${token.roles.join(', ') || 'no role'} of ${toPlace(token)}, user ${token.user ?? name}`,
  );
  const credentialRows = Object.entries(seed.applicationCredentials ?? {}).flatMap(
    ([name, { token, user, project }]) =>
      token === undefined ? [] : [`  ${token}  application credential ${name} of ${project}, user ${user}`],
  );
  const imageRows = seed.images.map(
    (image) => `  ${image.id}  ${(image.visibility ?? 'shared').padEnd(9)} ${image.name ?? ''}`,
  );
  return `
NOT FOR PRODUCTION: an embedded Glance runs at ${glanceUrl}, with an embedded Keystone at ${identityUrl}.
Both forget everything when they stop.

Projects:
${toProjectRows(seed).join('\n')}

Tokens, for X-Auth-Token:
${[...tokenRows, ...credentialRows].join('\n')}

Images:
${imageRows.join('\n')}
${toShareText(url, seed)}
Restore this state:

curl -X POST ${glanceUrl}/_embedded/reset

`;
}

function toPlace({ project, domain, system }: SeedToken): string {
  return project ?? (domain !== undefined ? `domain ${domain}` : system === true ? 'the system' : 'no project');
}

/** Names as they are at the identity service, by domain: Default first. */
function toProjectRows(seed: EmbeddedSeed): string[] {
  const projects = Object.entries(seed.projects).map(([key, id]) => {
    const { name = key, domain = 'Default' } = seed.projectNames?.[key] ?? {};
    return { id, name, domain };
  });
  const width = Math.max(0, ...projects.map(({ name }) => name.length));
  const domains = new Set(['Default', ...projects.map(({ domain }) => domain)]);
  return [...domains].flatMap((domain) => {
    const rows = projects.filter((project) => project.domain === domain);
    const inDomain = domain === 'Default' ? '' : `  domain ${domain}`;
    if (inDomain !== '' && rows.length > LISTED_PROJECTS) return [`  and ${rows.length} of domain ${domain}`];
    return rows.map(({ id, name }) => `  ${name.padEnd(width)}  ${id}${inDomain}`);
  });
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
