import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSchema } from '../../../src/graphql/server/schema.ts';
import { countStacks } from './support/countStacks.ts';
import { ENGINES, toJson, toMember } from './support/budgetLab.ts';
import { everyArgument, type Place } from './support/everyArgument.ts';
import { HOSTILE_LITERALS, toHostileJson } from './support/hostileValues.ts';
import { openGateway } from '../../support/gateway.ts';
import { toImageRow } from '../../support/imageRow.ts';
import { startUpstream, type UpstreamResponse } from '../../support/scriptedUpstream.ts';

const MAX_BODY = 256 * 1024;
const MAX_ANSWER = 1_000_000;
const MAX_ERRORS = 1000;
const MAX_CALLS = 1000;
/** A request may write a few lines, but not one for each of its items. */
const MAX_LINES = 2;
/** Lines of the audit log, one for each pair: a pair of a mutation of many costs 2 of the 2000 of an operation. */
const MAX_AUDIT_LINES = 1000;
/** So many bytes of a line stay in one piece where several workers write to one log. */
const MAX_LINE = 4096;
/** Stacks of graphql-js' own errors, of which at most 5 are told. */
const MAX_STACKS = 20;

const PLACES = everyArgument(createSchema({ federated: true }));
const toField = ({ name }: Place): string => name.replace(/\(.*/, '');
const FIELDS = [...new Set(PLACES.map(toField))];

interface Body {
  readonly name: string;
  readonly text: string;
}

/** A body for each hostile value, as large as one may be. */
function toBodies({ name, samples, inVariable, inAliases, inDocument }: Place): Body[] {
  const room = (write: Place['inVariable']): number => MAX_BODY - Buffer.byteLength(write(''));
  return [
    ...toHostileJson(samples).map((value) => ({
      name: `${name}, in a variable: ${value.name}`,
      text: inVariable(value.write(room(inVariable))),
    })),
    ...toHostileJson(samples).map((value) => ({
      name: `${name}, under aliases: ${value.name}`,
      text: inAliases(value.write(room(inAliases))),
    })),
    ...HOSTILE_LITERALS.map((value) => ({
      name: `${name}, in the document: ${value.name}`,
      // Quotes of a literal are written with a backslash in JSON.
      text: inDocument(value.write(room(inDocument) - 16)),
    })),
  ];
}

function answerGlance({ method, url }: { method: string; url: string }): UpstreamResponse {
  const image = toImageRow('5b8c1f3e-7a2d-4c69-9e10-3d6f8a4b2c01', 'an image');
  if (method === 'DELETE') return { status: 404, body: '' };
  if (method === 'GET' && url.endsWith('/members')) return toJson({ members: [toMember('p')] });
  if (method !== 'GET' || url.includes('/members/')) return toJson(toMember('p'));
  return toJson(url.includes('?') ? { images: [image], first: '/v2/images' } : image);
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

async function send(url: string, body: string): Promise<Answer> {
  const headers = {
    ...{ 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    'x-auth-token': 'demo-token-alpha',
  };
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
  return { status: response.status, text: await response.text() };
}

describe.each(ENGINES)('whatever fits 256 KB, with %o,', (engine) => {
  it.each(FIELDS)(
    'in any argument of %s, has a small response, few calls, few stacks and no alarm',
    async (field) => {
      let lines = 0;
      let auditLines = 0;
      const alarms: string[] = [];
      const note = (line: string): void => {
        const { level, audit } = JSON.parse(line);
        if (audit === true) auditLines += 1;
        else lines += 1;
        if (level >= 40 || Buffer.byteLength(line) > MAX_LINE) alarms.push(line);
      };
      const logger = pino({ level: 'info' }, { write: note });
      const glance = await startUpstream(answerGlance);
      const limits = { RATE_LIMIT_TOKEN: '0', RATE_LIMIT_ADDRESS: '0' };
      const gateway = await openGateway({ GLANCE_ENDPOINT: glance.url, ...limits, ...engine }, logger);
      onTestFinished(() => gateway.stop());
      const stacks = countStacks();
      const excesses: object[] = [];
      for (const { name, text } of PLACES.filter((place) => toField(place) === field).flatMap(toBodies)) {
        expect([name, Buffer.byteLength(text) <= MAX_BODY]).toEqual([name, true]);
        const before = { calls: glance.requests.length, lines, auditLines, stacks: stacks() };
        const answer = await send(gateway.url, text);
        const { errors = [] }: { errors?: unknown[] } = JSON.parse(answer.text);
        const used = {
          answer: answer.text.length > MAX_ANSWER && answer.text.length,
          // A subscription is refused here with 406, because the request accepts no stream.
          status: ![200, 400, 406].includes(answer.status) && answer.status,
          errors: errors.length > MAX_ERRORS && errors.length,
          calls: glance.requests.length - before.calls > MAX_CALLS && glance.requests.length - before.calls,
          lines: lines - before.lines > MAX_LINES && lines - before.lines,
          auditLines: auditLines - before.auditLines > MAX_AUDIT_LINES && auditLines - before.auditLines,
          stacks: stacks() - before.stacks > MAX_STACKS && stacks() - before.stacks,
        };
        if (Object.values(used).some((value) => value !== false)) excesses.push({ name, ...used });
      }
      expect(excesses).toEqual([]);
      expect(alarms).toEqual([]);
    },
    120_000,
  );
});
