import { isDeepStrictEqual } from 'node:util';
import type { GatewayAnswer } from '../../support/gateway.ts';
import { MEMBERSHIPS, type PlotState, type Row } from './faultLab.ts';
import { isRecord, readPath } from './json.ts';
import { COUNTS } from './mutations.ts';
import type { FaultOperation, Scene, Write } from './operation.ts';
import { judgeShareable, judgeVisibility } from './judgeVisibility.ts';
import { isTrue } from './truth.ts';
import type { Verdict } from './verdict.ts';
import { readGraphqlErrors, type FieldError } from './wellFormed.ts';

/** @param mayBeUnknown whether the faults left no way to find out */
export function judge(
  operation: FaultOperation,
  scene: Scene,
  answer: GatewayAnswer,
  after: PlotState,
  mayBeUnknown: boolean,
): Verdict {
  const said: string[] = [];
  const verdict: Verdict = { lost: [], doubled: [], falseOutcomes: [], needless: [], said };
  const errors = readGraphqlErrors(answer, verdict.falseOutcomes);
  const writes = operation.toWrites(scene);
  for (const membership of MEMBERSHIPS) {
    if (after[membership].length > 1) verdict.doubled.push(membership);
    const isTouched = writes.some((write) => write.membership === membership);
    if (!isTouched && !isDeepStrictEqual(after[membership], scene.before[membership])) verdict.lost.push(membership);
  }
  if (operation.toVisibilityWrite) {
    const write = operation.toVisibilityWrite(scene);
    said.push(judgeVisibility({ write, before: scene.before, after, errors, answer, mayBeUnknown }, verdict));
    return verdict;
  }
  if (operation.makesShareable) judgeShareable({ before: scene.before, after, errors, answer }, verdict);
  else if (after.visibility !== scene.before.visibility) verdict.lost.push('a visibility that nobody changed');
  if (writes.length === 0) {
    const data = readPath(answer.body, ['data']);
    said.push(...(errors.length > 0 ? errors.map(({ code }) => code) : ['truth']));
    if (!isTrue(data, operation.toTruth(scene), errors)) verdict.falseOutcomes.push(`not the truth: ${show(answer)}`);
    return verdict;
  }
  const whole = operation.wholePath && readPath(answer.body, ['data', ...operation.wholePath]);
  if (operation.wholePath && !isPayload(whole)) {
    said.push(judgeWhole(whole, isDeepStrictEqual(after, scene.before), answer, verdict));
    return verdict;
  }
  for (const write of writes) {
    const result = readPath(answer.body, ['data', ...write.path]);
    said.push(judgeWrite({ write, result, errors, answer, mayBeUnknown }, scene.before, after, verdict));
  }
  if (operation.name in COUNTS) checkBatch(answer, operation, scene, verdict);
  if (isPayload(whole)) checkLists(whole, writes, answer, scene, verdict);
  return verdict;
}

const isPayload = (result: unknown): result is Readonly<Record<string, unknown>> =>
  isRecord(result) && String(result['__typename']).endsWith('Payload');

/** An operation that failed as a whole says that nothing was done. @returns what was said, in short */
function judgeWhole(result: unknown, isUnchanged: boolean, answer: GatewayAnswer, verdict: Verdict): string {
  const { __typename: type, code, outcome } = isRecord(result) ? result : {};
  if (!isUnchanged) verdict.falseOutcomes.push(`changed although it failed as a whole: ${show(answer)}`);
  const isKnown = type === 'ImageUpstreamError' && outcome === 'NOT_APPLIED' && /^UPSTREAM_[A-Z_]+$/.test(String(code));
  if (!isKnown) verdict.falseOutcomes.push(`does not deserve that refusal: ${show(answer)}`);
  return `whole ${String(code)}/${String(outcome)}`;
}

/** The lists of setImageMembers have the writes and no others, and what it keeps is what was there before. */
function checkLists(
  { added, removed, kept }: Readonly<Record<string, unknown>>,
  writes: readonly Write[],
  answer: GatewayAnswer,
  { lab, plot, before }: Scene,
  verdict: Verdict,
): void {
  const toIds = (list: unknown): unknown => Array.isArray(list) && list.map((item) => readPath(item, ['memberId']));
  const asked = (name: string): unknown =>
    writes.filter(({ path }) => path.includes(name)).map(({ membership }) => lab.toKey(plot, membership).memberId);
  const touched = new Set(writes.map(({ membership }) => lab.toKey(plot, membership).memberId));
  const isTold =
    isDeepStrictEqual([toIds(added), toIds(removed)], [asked('added'), asked('removed')]) &&
    isDeepStrictEqual(
      kept,
      before['all of a'].filter(({ memberId }) => !touched.has(memberId)),
    );
  if (!isTold) verdict.falseOutcomes.push(`other lists: ${show(answer)}`);
}

interface WriteAnswer {
  readonly write: Write;
  readonly result: unknown;
  readonly errors: readonly FieldError[];
  readonly answer: GatewayAnswer;
  readonly mayBeUnknown: boolean;
}

/** @returns what was said, in short */
function judgeWrite(
  { write, result, errors, answer, mayBeUnknown }: WriteAnswer,
  before: PlotState,
  after: PlotState,
  verdict: Verdict,
): string {
  const [was] = before[write.membership];
  const [is] = after[write.membership];
  const isUnchanged = isDeepStrictEqual(after[write.membership], before[write.membership]);
  const lie = (what: string): void => void verdict.falseOutcomes.push(`${write.membership} ${what}: ${show(answer)}`);
  if (!isRecord(result)) {
    lie('has no result');
    return 'null';
  }
  const code = String(result['code']);
  if (String(result['__typename']).endsWith('Success')) {
    if (!isDone(write, is)) verdict.lost.push(`${write.membership}: ${show(answer)}`);
    if (!isTrueSuccess(write, result, was, is)) lie('is not what success says');
    return 'success';
  }
  if (result['__typename'] !== 'ImageUpstreamError') {
    if (code !== write.refusal) lie('does not deserve that refusal');
    if (!isUnchanged) lie('changed although it was refused');
    const existing = result['existingImageMember'] ?? null;
    if (code === 'MEMBER_ALREADY_EXISTS' && !isTrue(existing, was, errors, [...write.path, 'existingImageMember'])) {
      lie('exists otherwise');
    }
    return code;
  }
  const outcome = String(result['outcome']);
  if (outcome === 'NOT_APPLIED' && !isUnchanged) lie('changed although it was not applied');
  if (outcome === 'UNKNOWN' && !mayBeUnknown && code !== 'UPSTREAM_TIMEOUT') {
    verdict.needless.push(`${write.membership}: ${show(answer)}`);
  }
  if (!/^UPSTREAM_[A-Z_]+$/.test(code) || !/^(UNKNOWN|NOT_APPLIED)$/.test(outcome)) lie('has a code out of place');
  return `${code}/${outcome}`;
}

function isDone({ wanted }: Write, row: Row | undefined): boolean {
  if (wanted === 'ended') return row === undefined;
  return wanted === 'shared' ? row !== undefined : row?.status === wanted;
}

/** An end is told by its ids, everything else by the row that is there now. */
function isTrueSuccess({ wanted }: Write, result: Readonly<Record<string, unknown>>, was?: Row, is?: Row): boolean {
  if (wanted === null) return false;
  if (wanted !== 'ended') return isDeepStrictEqual(result['imageMember'], is);
  if (!was) return true;
  const { id, imageId, memberId } = was;
  return result['deletedImageMemberId'] === id && result['imageId'] === imageId && result['memberId'] === memberId;
}

function checkBatch(answer: GatewayAnswer, operation: FaultOperation, scene: Scene, verdict: Verdict): void {
  const payload = readPath(answer.body, ['data', operation.name]);
  const writes = operation.toWrites(scene);
  const results = readPath(payload, ['results']);
  if (!isRecord(payload) || !Array.isArray(results)) return;
  const pairs = results.map((item) => ({
    imageId: readPath(item, ['imageId']),
    memberId: readPath(item, ['memberId']),
  }));
  const asked = writes.map(({ membership }) => scene.lab.toKey(scene.plot, membership));
  const added = verdict.said.filter((said) => said === 'success').length;
  const isCounted = payload[COUNTS[operation.name] ?? ''] === added && payload['failedCount'] === writes.length - added;
  if (!isCounted || !isDeepStrictEqual(pairs, asked)) verdict.falseOutcomes.push(`a wrong count: ${show(answer)}`);
}

function show({ status, body }: GatewayAnswer): string {
  return `${status} ${JSON.stringify(body)}`;
}
