import type { GraphQLResolveInfo } from 'graphql';
import type { AddImageMemberInput } from '../../generated/schemaTypes.ts';
import { InputError } from '../error/inputError.ts';
import { reportMutationError, type ImageServiceErrorModel } from '../error/mutationError.ts';
import type { GraphQLContext } from '../server/context.ts';
import { selectsField } from '../limits/selectedFields.ts';
import { toAdded, type AddedModel } from './addImageMember.ts';
import { parseNewMember, type NewMember } from './newMemberInput.ts';
import { resolveMembers, type ResolvedMember } from './resolveMembers.ts';

const MAX_PAIRS = 50;

export interface AddItemModel {
  readonly imageId: string;
  readonly memberId: string | null;
  readonly memberName: string | null;
  /** An Error becomes a top-level error at this item's path. */
  readonly result: AddedModel | ImageServiceErrorModel | Error;
}

type AddImageMembersModel =
  | {
      readonly __typename: 'AddImageMembersPayload';
      readonly results: readonly AddItemModel[];
      readonly addedCount: number;
      readonly failedCount: number;
    }
  | ImageServiceErrorModel;

/** Shares up to 50 pairs, each on its own: an error of one pair does not fail the others. */
export async function addImageMembers(
  _parent: unknown,
  { input: { members: pairs } }: { readonly input: { readonly members: readonly AddImageMemberInput[] } },
  { glance, loaders, record }: GraphQLContext,
  info: GraphQLResolveInfo,
): Promise<AddImageMembersModel> {
  if (pairs.length < 1 || pairs.length > MAX_PAIRS) {
    const message = `Between 1 and ${MAX_PAIRS} pairs must be given.`;
    const error = new InputError([{ path: ['input', 'members'], message }]);
    return reportMutationError('add', { imageId: '' }, error, record);
  }
  try {
    const resolved = await resolvePairs(pairs, glance);
    const outcomes = await addAll(resolved, glance, info);
    const results = pairs.map((pair, index) => describeItem(pair, resolved[index], outcomes[index], record));
    const addedCount = results.filter(isAdded).length;
    return { __typename: 'AddImageMembersPayload', results, addedCount, failedCount: results.length - addedCount };
  } finally {
    loaders.forget();
  }
}

/** The pair to add for each pair of the input, or why it cannot be added. */
async function resolvePairs(
  pairs: readonly AddImageMemberInput[],
  glance: GraphQLContext['glance'],
): Promise<readonly (ResolvedMember | Error)[]> {
  const parsed = pairs.map((pair, index) => parsePair(pair, index, glance));
  const members = parsed.filter((pair): pair is NewMember => !(pair instanceof InputError));
  const resolved = (await resolveMembers(members, glance)).values();
  return parsed.map((pair) => {
    return pair instanceof InputError ? pair : (resolved.next().value ?? new Error('a pair without an ID'));
  });
}

function parsePair(pair: AddImageMemberInput, index: number, glance: GraphQLContext['glance']): NewMember | InputError {
  try {
    return parseNewMember(pair, ['input', 'members', String(index)], glance);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}

async function addAll(
  resolved: readonly (ResolvedMember | Error)[],
  glance: GraphQLContext['glance'],
  info: GraphQLResolveInfo,
): Promise<readonly (AddedModel | Error)[]> {
  const pairs = resolved.filter((pair): pair is ResolvedMember => !(pair instanceof Error));
  const added = (await glance.members.shareMany(pairs, selectsField(info, 'affectedMembers'))).values();
  return resolved.map((pair) => {
    if (pair instanceof Error) return pair;
    const outcome = added.next().value ?? new Error('a pair without a result');
    return outcome instanceof Error ? outcome : toAdded(outcome.imageMember, outcome, pair.isVerified);
  });
}

function describeItem(
  { imageId, memberId: givenId, memberName = null }: AddImageMemberInput,
  resolved: ResolvedMember | Error | undefined,
  outcome: AddedModel | Error = new Error('a pair without a result'),
  record: GraphQLContext['record'],
): AddItemModel {
  const memberId = resolved === undefined || resolved instanceof Error ? (givenId ?? null) : resolved.memberId;
  if (!(outcome instanceof Error)) return { imageId, memberId, memberName, result: outcome };
  try {
    const result = reportMutationError('add', { imageId, memberId }, outcome, record);
    return { imageId, memberId, memberName, result };
  } catch {
    return { imageId, memberId, memberName, result: outcome };
  }
}

function isAdded({ result }: AddItemModel): boolean {
  return !(result instanceof Error) && result.__typename === 'AddImageMemberSuccess';
}
