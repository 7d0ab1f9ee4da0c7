/** The rule for clouds with other IDs than Keystone's. */
export const ANY_MEMBER_ID =
  'The member ID must be a project ID: letters, digits, "-" and "_", beginning with a letter or digit, at most 64.';

const RULE = 'The member ID must be the ID of a project: 32 lower-case hexadecimal digits, without hyphens.';
const USE_NAME = 'Give the name of the project as memberName instead, and the gateway finds its ID.';
const COPY = 'Copy the whole ID of the project.';

/** The first row that fits says what a refused ID looks like, and what to do. No sentence quotes the client. */
const LOOKS: readonly (readonly [looks: RegExp, advice: string])[] = [
  [/^\s*$/, `This one is empty. ${COPY}`],
  [/^\s+[0-9a-f]{32}\s*$|^\s*[0-9a-f]{32}\s+$/, 'There are spaces or line breaks around this one: remove them.'],
  [/^[0-9a-fA-F]{32}$/, 'This one has capital letters: write it in lower case.'],
  [
    /^\{?[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\}?$/,
    'This one looks like a UUID with hyphens, such as the ID of an image. If it is the ID of a project, leave out the hyphens.',
  ],
  [/^[0-9a-fA-F]{64}$/, 'This one has 64 digits, as IDs of users have. Images are shared with projects.'],
  [/^[0-9a-fA-F]{33,}$/, `This one has more than 32 digits. ${COPY}`],
  [/^(?=[a-fA-F]*[0-9])[0-9a-fA-F]{16,31}$/, `This one looks like an ID of which the end is missing. ${COPY}`],
  [/^[0-9]+$/, `This one is a number. ${USE_NAME}`],
  [
    /^[^\s@/]+@[^\s@/]+$/,
    'This one looks like an e-mail address or a user. Images are shared with projects: give the name of the project as memberName.',
  ],
  [/^[a-zA-Z][a-zA-Z0-9+.-]*:\/\//, `This one looks like a URL. ${COPY}`],
  [/^[^/\\\p{Cc}\p{Cs}]{1,255}$/u, `This one looks like the name of a project. ${USE_NAME}`],
];

/** Why an ID is refused by the rule for Keystone's IDs. */
export function adviseMemberId(memberId: string): string {
  const [, advice] = LOOKS.find(([looks]) => looks.test(memberId)) ?? [];
  return `${RULE} ${advice ?? `This one cannot be an ID. ${COPY}`}`;
}
