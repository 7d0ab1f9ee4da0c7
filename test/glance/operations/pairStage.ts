import { onTestFinished } from 'vitest';
import { Cancellation } from '../../../src/lib/cancellation.ts';
import type { Caller } from '../../../src/glance/caller.ts';
import { createGlance, type Glance } from '../../../src/glance/glance.ts';
import type { GlanceImageMember, MemberKey } from '../../../src/glance/wire/imageMember.ts';
import { Tenants } from '../../../src/fairness/tenants.ts';
import { startUpstream, type UpstreamResponse } from '../../support/scriptedUpstream.ts';
import { IMAGE, MEMBER, MEMBER_ROW } from '../../support/addImageMember.ts';

export const KEY = { imageId: IMAGE, memberId: MEMBER };

/** One pair before an image service that checks, waits where it is told to, and then inserts: two adds can leave two rows. */
export interface PairStage {
  readonly glance: Glance;
  /** `token METHOD` of each call, in the order in which they came. */
  readonly calls: string[];
  /** Those that are no GET. */
  readonly writes: string[];
  /** Most adds of accepted tokens that were under way at the same time. */
  readonly mostAdds: number;
  rows: number;
  /** Holds the next `token METHOD` between its check and its change. @returns what lets it go on */
  hold(call: string): () => void;
  /** Answers `token METHOD` with 502 from now on, after it has done what it was asked for. */
  lose(call: string): void;
  /** A token that begins with `invented` is refused; one that begins with `new` is good, but was never used before. */
  caller(token: string): Caller;
  add(caller: Caller | string, key?: MemberKey): Promise<GlanceImageMember>;
  remove(caller: Caller | string, key?: MemberKey): Promise<MemberKey>;
}

export async function startPairStage(): Promise<PairStage> {
  const calls: string[] = [];
  const held = new Map<string, Promise<void>>();
  const lost = new Set<string>();
  const tenants = new Tenants({ tokenCalls: 0, addressCalls: 0, operationCalls: Number.POSITIVE_INFINITY });
  let [adding, mostAdds] = [0, 0];

  const { url } = await startUpstream(async ({ method, token, url: path }): Promise<UpstreamResponse> => {
    const call = `${token} ${method}`;
    calls.push(call);
    const isAdd = method === 'POST' && !/^(invented|new)/.test(token);
    if (isAdd) mostAdds = Math.max(mostAdds, (adding += 1));
    const rowsBefore = stage.rows;
    const holding = held.get(call);
    held.delete(call);
    await (holding ?? new Promise(setImmediate));
    if (isAdd) adding -= 1;
    if (token.startsWith('invented')) return { status: 401, body: '' };
    const answer = change(method, path, rowsBefore);
    return lost.has(call) ? { status: 502, body: '' } : answer;
  });

  function change(method: string, path: string, rowsBefore: number): UpstreamResponse {
    if (method === 'POST') {
      if (rowsBefore > 0) return { status: 409, body: '' };
      stage.rows += 1;
      return { status: 200, body: MEMBER_ROW };
    }
    if (path.endsWith('/members')) {
      const members = Array.from({ length: stage.rows }, () => MEMBER_ROW);
      return { status: 200, body: { members, schema: '/v2/schemas/members' } };
    }
    if (stage.rows === 0) {
      return { status: 404, body: { message: `${MEMBER} not found in the member list of the image` } };
    }
    if (method === 'GET') return { status: 200, body: MEMBER_ROW };
    stage.rows -= 1;
    return { status: 204, body: '' };
  }

  const glance = createGlance({
    ...{ endpoint: url, connections: 64, connectTimeoutMs: 5000, headersTimeoutMs: 20_000, bodyTimeoutMs: 20_000 },
    maxResponseBytes: 1 << 20,
  });
  onTestFinished(() => glance.close());
  const toCaller = (caller: Caller | string): Caller => (typeof caller === 'string' ? stage.caller(caller) : caller);
  const stage: PairStage = {
    glance,
    calls,
    get writes() {
      return calls.filter((call) => !call.endsWith('GET'));
    },
    get mostAdds() {
      return mostAdds;
    },
    rows: 0,
    hold(call) {
      let release = (): void => {};
      held.set(call, new Promise((resolve) => (release = resolve)));
      return release;
    },
    lose: (call) => void lost.add(call),
    caller(token) {
      const cancellation = Cancellation.start(20_000);
      const share = tenants.open(token, `address of ${token}`);
      if (!/^(invented|new)/.test(token)) share.accept();
      onTestFinished(() => {
        cancellation.stopTimer();
        share.close();
      });
      return { token, cancellation, share };
    },
    add: (caller, key = KEY) => glance.as(toCaller(caller)).members.add(key),
    remove: (caller, key = KEY) => glance.as(toCaller(caller)).members.remove(key),
  };
  return stage;
}
