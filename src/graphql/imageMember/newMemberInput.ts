import type { AddImageMemberInput } from '../../generated/schemaTypes.ts';
import { identifiers } from '../../glance/glance.ts';
import { toSharedInputError, type InputIssue } from '../error/inputError.ts';
import type { GraphQLContext } from '../server/context.ts';
import { adviseMemberId, ANY_MEMBER_ID } from './memberIdAdvice.ts';
import { IMAGE_ID_MESSAGE } from './memberInput.ts';

const { isImageId } = identifiers;

type Glance = GraphQLContext['glance'];
type ProjectName = Parameters<Glance['identity']['resolveNames']>[0][number];

/** A project to share an image with. It has either an ID or a name. */
export interface NewMember {
  readonly imageId: string;
  readonly memberId: string | null;
  readonly name: ProjectName | null;
  readonly makeShareable: boolean;
  readonly requireVerified: boolean;
}

const MAX_NAME_LENGTH = 255;
const NAME = /^(?=.*\S)[^\p{Cc}\p{Cs}]+$/u;

const ONE_OF_BOTH = 'Either memberId or memberName must be given, and not both.';
const DOMAIN_WITHOUT_NAME = 'memberDomain can be given only with memberName: an ID belongs to one domain already.';
const toNameMessage = (what: string): string =>
  `${what} must have 1 to ${MAX_NAME_LENGTH} characters, not only spaces, and no control characters.`;
const BAD_NAME = toNameMessage('The name of the project');
const BAD_DOMAIN = toNameMessage('The ID or the name of the domain');

/**
 * An image and a project to share it with.
 * @param path the path of the input object in the arguments
 * @throws InputError with all issues
 */
export function parseNewMember(input: AddImageMemberInput, path: readonly string[], glance: Glance): NewMember {
  const { imageId, makeShareable, requireVerified } = input;
  const memberId = input.memberId ?? null;
  const name = input.memberName ?? null;
  const domain = input.memberDomain ?? null;
  const issues: InputIssue[] = [];
  const refuse = (field: string, message: string): void => void issues.push({ path: [...path, field], message });
  if (!isImageId(imageId)) refuse('imageId', IMAGE_ID_MESSAGE);
  if ((memberId === null) === (name === null)) refuse(name === null ? 'memberId' : 'memberName', ONE_OF_BOTH);
  else if (memberId !== null) {
    const message = toNewMemberMessage(memberId, glance);
    if (message !== null) refuse('memberId', message);
  }
  if (name !== null && !isName(name)) refuse('memberName', BAD_NAME);
  if (domain !== null && name === null) refuse('memberDomain', DOMAIN_WITHOUT_NAME);
  else if (domain !== null && !isName(domain)) refuse('memberDomain', BAD_DOMAIN);
  if (issues.length > 0) throw toSharedInputError(issues);
  return {
    imageId,
    memberId,
    name: name === null ? null : { name, domain },
    makeShareable: makeShareable ?? false,
    requireVerified: requireVerified ?? false,
  };
}

/** Why an image cannot be shared with an ID; null where it can. */
export function toNewMemberMessage(memberId: string, { memberIds }: Pick<Glance, 'memberIds'>): string | null {
  if (memberIds.accepts(memberId)) return null;
  return memberIds.isKeystones ? adviseMemberId(memberId) : ANY_MEMBER_ID;
}

function isName(text: string): boolean {
  return text.length <= MAX_NAME_LENGTH && NAME.test(text);
}
