import type { GatewayAnswer } from '../../support/gateway.ts';
import type { PlotState } from './faultLab.ts';
import type { Verdict } from './verdict.ts';
import { isRecord, readPath } from './json.ts';
import type { VisibilityWrite } from './operation.ts';
import { isTrue } from './truth.ts';
import type { FieldError } from './wellFormed.ts';

interface Evidence {
  readonly before: PlotState;
  readonly after: PlotState;
  readonly errors: readonly FieldError[];
  readonly answer: GatewayAnswer;
}

interface VisibilityEvidence extends Evidence {
  readonly write: VisibilityWrite;
  readonly mayBeUnknown: boolean;
}

/** Compares what an answer says about a change of the visibility with what is there. @returns what was said, in short */
export function judgeVisibility(
  { write, before, after, errors, answer, mayBeUnknown }: VisibilityEvidence,
  verdict: Verdict,
): string {
  const result = readPath(answer.body, ['data', ...write.path]);
  const isUnchanged = after.visibility === before.visibility;
  const lie = (what: string): void => void verdict.falseOutcomes.push(`the visibility ${what}: ${show(answer)}`);
  if (!isRecord(result)) {
    lie('has no result');
    return 'null';
  }
  const code = String(result['code']);
  if (result['__typename'] === 'SetImageVisibilitySuccess') {
    if (after.visibility !== write.wanted) verdict.lost.push(`visibility: ${show(answer)}`);
    const isTold =
      result['previousVisibility'] === before.visibility && readPath(result, ['image', 'visibility']) === write.wanted;
    if (write.wanted === null || !isTold) lie('is not what success says');
    const path = [...write.path, 'affectedMembers'];
    if (!isTrue(result['affectedMembers'], before['all of c'], errors, path)) lie('concerned other members');
    return 'success';
  }
  if (result['visibilityChanged'] !== false) lie('is told by the field of another mutation');
  if (result['__typename'] !== 'ImageUpstreamError') {
    if (code !== write.refusal) lie('does not deserve that refusal');
    if (!isUnchanged) lie('changed although it was refused');
    return code;
  }
  const outcome = String(result['outcome']);
  if (outcome === 'NOT_APPLIED' && !isUnchanged) lie('changed although it was not applied');
  if (outcome === 'UNKNOWN' && !mayBeUnknown && code !== 'UPSTREAM_TIMEOUT') {
    verdict.needless.push(`visibility: ${show(answer)}`);
  }
  return `${code}/${outcome}`;
}

/** Compares what an add with `makeShareable` says about the visibility with what is there. */
export function judgeShareable({ before, after, errors, answer }: Evidence, verdict: Verdict): void {
  const path = ['addImageMember'];
  const result = readPath(answer.body, ['data', ...path]);
  if (!isRecord(result)) return;
  const lie = (what: string): void => void verdict.falseOutcomes.push(`the visibility ${what}: ${show(answer)}`);
  const isUnchanged = after.visibility === before.visibility;
  const wasPrivate = before.visibility === 'PRIVATE';
  const { visibilityChanged } = result;
  if (visibilityChanged === true && !(wasPrivate && after.visibility === 'SHARED')) lie('was not changed');
  if (String(result['__typename']).endsWith('Success')) {
    if (visibilityChanged !== wasPrivate) lie('is not what success says');
    // The project itself can be among them: a lost add of a member that has its access back succeeds, as a lost add does.
    const [own] = before['beta of c'];
    const revived = wasPrivate ? before['all of c'].filter(({ id }) => id !== own?.id) : [];
    if (!isTrue(result['affectedMembers'], revived, errors, [...path, 'affectedMembers']))
      lie('concerned other members');
    return;
  }
  // UNKNOWN is the only word for a change that may have been made.
  if (visibilityChanged !== true && result['outcome'] !== 'UNKNOWN' && !isUnchanged) lie('changed silently');
  if (result['code'] === 'MEMBER_ALREADY_EXISTS' && visibilityChanged !== wasPrivate)
    lie('was needed for that refusal');
}

function show({ status, body }: GatewayAnswer): string {
  return `${status} ${JSON.stringify(body)}`;
}
