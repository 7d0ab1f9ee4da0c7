import type { Upstream } from './startUpstream.ts';

/** One image and one project, with what the gateway's answers let a client believe. */
export interface Share {
  readonly imageId: string;
  readonly memberId: string;
  readonly receiverToken: string;
  state: 'absent' | 'present' | 'unknown';
  /** One write at a time, so that an answer speaks of the state before it. */
  isBusy: boolean;
  /** On the clock of `performance.now()`. A write of unknown outcome may still be on its way, past any later answer. */
  restsUntil: number;
  /** The last answers, to understand a row that is not as told. */
  readonly history: string[];
}

const REST_MS = 15_000;
const KEPT_ANSWERS = 6;

export function createShares({ imageIds, receivers }: Upstream): readonly Share[] {
  return imageIds.flatMap((imageId) =>
    receivers.map(({ id, token }) => ({
      imageId,
      memberId: id,
      receiverToken: token,
      state: 'absent' as const,
      isBusy: false,
      restsUntil: 0,
      history: [],
    })),
  );
}

/** What a mutation's result, or an error instead of it, says. */
export interface WriteAnswer {
  readonly typename: string | null;
  readonly code: string | null;
  readonly outcome: string | null;
}

const TRUE_OF_ABSENT = new Set(['ImageMemberNotFoundError', 'ImageNotFoundError']);

/** @returns what is wrong with the answer, or null; the share then holds what it said */
export function believe(share: Share, write: 'add' | 'update' | 'remove', answer: WriteAnswer): string | null {
  const { state } = share;
  const { typename, outcome } = answer;
  // A refusal before anything was tried changes nothing.
  if (typename !== null)
    share.history.push(
      `${Math.round(performance.now())} ms: ${write} ${typename} ${answer.code ?? ''} ${outcome ?? ''}`.trimEnd(),
    );
  if (share.history.length > KEPT_ANSWERS) share.history.shift();
  const lie = `${write} of what is ${state} was answered with ${typename ?? answer.code}: ${share.history.join(', ')}`;
  if (typename?.endsWith('Success')) {
    share.state = write === 'remove' ? 'absent' : 'present';
    return write !== 'add' && state === 'absent' ? lie : null;
  }
  if (typename === 'ImageMemberExistsError') {
    share.state = 'present';
    return write !== 'add' || state === 'absent' ? lie : null;
  }
  if (typename !== null && TRUE_OF_ABSENT.has(typename)) {
    if (write === 'add' || state === 'present') return lie;
    share.state = 'absent';
    return null;
  }
  if (typename === 'ImageUpstreamError') {
    if (outcome !== 'NOT_APPLIED') {
      share.state = 'unknown';
      share.restsUntil = performance.now() + REST_MS;
    }
    return null;
  }
  return typename === 'ImageRateLimitError' || answer.code === 'UPSTREAM_UNAVAILABLE' ? null : lie;
}

/** Compares every row with what was said. */
export async function compareRows(
  { glanceUrl, imageIds, ownerTokens }: Upstream,
  shares: readonly Share[],
): Promise<{ lost: number; doubled: number; unexpected: number; stories: readonly string[] }> {
  const counts = { lost: 0, doubled: 0, unexpected: 0 };
  const stories: string[] = [];
  for (const imageId of imageIds) {
    const headers = { 'x-auth-token': ownerTokens[0] ?? '' };
    const answer = await fetch(`${glanceUrl}/v2/images/${imageId}/members`, { headers });
    const { members }: { members: { member_id: string }[] } = await answer.json();
    for (const { memberId, state, history } of shares.filter((share) => share.imageId === imageId)) {
      const rows = members.filter(({ member_id }) => member_id === memberId).length;
      const isAsTold = rows === 0 ? state !== 'present' : rows === 1 && state !== 'absent';
      if (!isAsTold) stories.push(`${rows} rows of ${state}: ${history.join(', ')}`);
      if (rows > 1) counts.doubled += 1;
      if (rows === 0 && state === 'present') counts.lost += 1;
      if (rows > 0 && state === 'absent') counts.unexpected += 1;
    }
  }
  return { ...counts, stories };
}
