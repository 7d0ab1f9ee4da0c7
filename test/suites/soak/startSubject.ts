import { onTestFinished } from 'vitest';
import { startBin } from '../../support/bin.ts';

const ALARMS = /uncaught|unhandled|"level":60|"msg":"bug"|"msg":"request failed"|Warning:/i;

export interface Subject {
  readonly url: string;
  readonly metricsUrl: string;
  /** Lines of the log, and those of them that must not be there. */
  readonly lines: number;
  readonly alarms: readonly string[];
  readonly outputHoldsCanary: boolean;
  readonly pid: number;
  stop(): Promise<number | null>;
}

/** The built gateway as it runs in production, its log at debug. All that it writes is looked through and forgotten. */
export async function startSubject(endpoint: string, canary: string): Promise<Subject> {
  const bin = startBin(
    [],
    {
      NODE_ENV: 'production',
      GLANCE_ENDPOINT: endpoint,
      MEMBER_IDS: 'any',
      PORT: '0',
      METRICS_PORT: '0',
      LOG_LEVEL: 'debug',
      OPERATION_TIMEOUT_MS: '10000',
      // Longer than the upstream is ever late on a machine that all this keeps busy: a removal that was given up, sent
      // again, and then arrives may end a share that was made in between, which nobody promises otherwise.
      GLANCE_HEADERS_TIMEOUT_MS: '4000',
      GLANCE_BODY_TIMEOUT_MS: '4000',
      // On, but never the reason for a refusal: a handful of tokens sends everything from one address.
      RATE_LIMIT_TOKEN: '100000000',
      RATE_LIMIT_ADDRESS: '100000000',
    },
    { keepsErrors: false },
  );
  let lines = 0;
  let rest = '';
  let outputHoldsCanary = false;
  const alarms: string[] = [];
  bin.child.stderr.on('data', (chunk: Buffer) => {
    const text = rest + chunk.toString('latin1');
    const end = text.lastIndexOf('\n') + 1;
    rest = text.slice(end);
    outputHoldsCanary ||= text.includes(canary);
    for (const line of text.slice(0, end).split('\n')) {
      if (line !== '') lines += 1;
      if (ALARMS.test(line) && alarms.length < 10) alarms.push(line.slice(0, 500));
    }
  });
  const stdout = await bin.printed(/^Metrics are at .*\n/m);
  onTestFinished(() => void bin.child.kill('SIGKILL'));
  return {
    url: /^GraphQL is at (\S+)/m.exec(stdout)?.[1] ?? '',
    metricsUrl: /^Metrics are at (\S+)/m.exec(stdout)?.[1] ?? '',
    pid: bin.child.pid ?? 0,
    get lines() {
      return lines;
    },
    alarms,
    get outputHoldsCanary() {
      return outputHoldsCanary;
    },
    async stop() {
      bin.child.kill('SIGTERM');
      const { code, stdout } = await bin.ended;
      outputHoldsCanary ||= stdout.includes(canary);
      return code;
    },
  };
}
