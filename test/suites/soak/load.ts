import { request, type Agent } from 'undici';
import type { Answer, Operation } from './operations.ts';

/** Longer than any operation may take: what takes longer has no answer. */
const PATIENCE_MS = 60_000;
const TICK_MS = 5;

interface LoadCounts {
  sent: number;
  answered: number;
  unanswered: number;
  /** Not GraphQL, or an error without a code. */
  malformed: number;
  readonly byCode: Map<string, number>;
  readonly byStatus: Map<number, number>;
  /** Of the last answers, in milliseconds. */
  readonly latencies: number[];
  /** The first few sentences about wrong answers. */
  readonly wrong: string[];
}

export interface Load {
  readonly counts: LoadCounts;
  /** That many clients, each with one request at a time. @returns answers in a second */
  closedLoop(clients: number, seconds: number): Promise<number>;
  /** So many requests in a second, however long their answers take. Resolves when the last is answered. */
  openLoop(perSecond: number, seconds: number): Promise<void>;
}

const MAX_KEPT = 20_000;

/** @param inspect sees every answer's headers and body */
export function createLoad(options: {
  url: string;
  next: () => Operation;
  inspect: (text: string) => void;
  agent: Agent;
}): Load {
  const { url, next, inspect, agent } = options;
  const counts: LoadCounts = {
    sent: 0,
    answered: 0,
    unanswered: 0,
    malformed: 0,
    byCode: new Map(),
    byStatus: new Map(),
    latencies: [],
    wrong: [],
  };
  const complain = (sentence: string): void => {
    if (counts.wrong.length < 20) counts.wrong.push(sentence);
  };
  const send = async (): Promise<void> => {
    const operation = next();
    const { token, query, variables } = operation;
    const started = performance.now();
    counts.sent += 1;
    const auth =
      token === null ? {} : counts.sent % 2 ? { 'x-auth-token': token } : { authorization: `Bearer ${token}` };
    try {
      const { statusCode, headers, body } = await request(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...auth },
        body: JSON.stringify({ query, variables }),
        dispatcher: agent,
        headersTimeout: PATIENCE_MS,
      });
      const text = await body.text();
      counts.answered += 1;
      inspect(text);
      inspect(JSON.stringify(headers));
      const answer = parseAnswer(statusCode, text);
      counts.byStatus.set(statusCode, (counts.byStatus.get(statusCode) ?? 0) + 1);
      if (answer === null) {
        counts.malformed += 1;
        complain(`${operation.name}: ${statusCode} ${text.slice(0, 200)}`);
        return;
      }
      for (const code of toCodes(answer)) counts.byCode.set(code, (counts.byCode.get(code) ?? 0) + 1);
      if (counts.latencies.length < MAX_KEPT) counts.latencies.push(performance.now() - started);
      else counts.latencies[counts.answered % MAX_KEPT] = performance.now() - started;
      const problem = operation.judge(answer);
      if (problem !== null) complain(problem);
    } catch (error) {
      counts.unanswered += 1;
      complain(`${operation.name}: no answer: ${String(error)}`);
    } finally {
      operation.end();
    }
  };
  return {
    counts,
    async closedLoop(clients, seconds) {
      const before = counts.answered;
      const started = performance.now();
      const end = started + seconds * 1000;
      const client = async (): Promise<void> => {
        while (performance.now() < end) await send();
      };
      await Promise.all(Array.from({ length: clients }, client));
      return (counts.answered - before) / ((performance.now() - started) / 1000);
    },
    async openLoop(perSecond, seconds) {
      const underWay = new Set<Promise<void>>();
      const started = performance.now();
      const total = Math.round(perSecond * seconds);
      let sent = 0;
      while (sent < total) {
        const due = Math.min(total, ((performance.now() - started) / 1000) * perSecond);
        for (; sent < due; sent += 1) {
          const one = send();
          underWay.add(one);
          void one.then(() => underWay.delete(one));
        }
        await new Promise((resolve) => setTimeout(resolve, TICK_MS));
      }
      await Promise.all(underWay);
    },
  };
}

/** Null for what is no GraphQL answer, and for an error that no client could switch on. */
function parseAnswer(status: number, text: string): Answer | null {
  try {
    const { data = null, errors = [] }: { data?: Answer['data']; errors?: { extensions?: { code?: unknown } }[] } =
      JSON.parse(text);
    const codes = errors.map(({ extensions }) => extensions?.code);
    if (data === null && codes.length === 0) return null;
    return codes.every((code) => typeof code === 'string') ? { status, data, codes } : null;
  } catch {
    return null;
  }
}

function toCodes({ status, data, codes }: Answer): readonly string[] {
  if (codes.length > 0) return codes.map((code) => (status === 200 ? code : `${code} (HTTP ${status})`));
  const result = data?.['result'];
  if (typeof result !== 'object' || result === null) return ['data'];
  if (!('code' in result)) return ['success'];
  const outcome = 'outcome' in result ? ` ${String(result.outcome)}` : '';
  return [`${String(result.code)}${outcome}`];
}
