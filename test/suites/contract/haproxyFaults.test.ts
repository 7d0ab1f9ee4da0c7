import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { mapConcurrently } from '../../../src/glance/operations/mapConcurrently.ts';
import { CASES } from '../faults/cases.ts';
import { createFaultLab } from '../faults/faultLab.ts';
import { startFaultProxy, type Fault, type FaultProxy } from '../faults/faultProxy.ts';
import { runCase, SHORT_TIMEOUTS } from '../faults/runCase.ts';
import { createTally } from '../faults/tally.ts';
import { startGateway } from '../../support/gateway.ts';
import { startHaproxy, type Haproxy } from '../../support/realGlance/haproxy.ts';

const CONCURRENT_CASES = 10;

/** HAProxy's patience is more than the real Glance needs here, and less than what a late one takes. */
const SERVER_TIMEOUT_MS = 1000;
const LATE_MS = 1600;
const ENV = { ...SHORT_TIMEOUTS, GLANCE_HEADERS_TIMEOUT_MS: '5000', OPERATION_TIMEOUT_MS: '15000' };

/** Requests go through `front`, HAProxy and `back` to the real Glance. */
interface Chain {
  readonly front: FaultProxy;
  readonly haproxy: Haproxy;
  readonly back: FaultProxy;
}

async function startChain(endpoint: string): Promise<Chain> {
  const back = await startFaultProxy(endpoint, { lateMs: LATE_MS });
  const haproxy = await startHaproxy({ backend: new URL(back.url).host, serverTimeoutMs: SERVER_TIMEOUT_MS });
  onTestFinished(haproxy.stop);
  return { front: await startFaultProxy(haproxy.url), haproxy, back };
}

const TITLES = [
  'addImageMember',
  'updateImageMember',
  'removeImageMember',
  'removeImageMember by a member',
  'image.members',
  'images(sharedWith)',
] as const;

interface Trouble {
  readonly name: string;
  begin(chain: Chain): Promise<void> | void;
  /** What is said of each of TITLES. */
  readonly said: readonly [string, string, string, string, string, string];
  readonly mayBeUnknown: boolean;
}

const meets =
  (fault: Fault, extent: number) =>
  ({ back }: Chain): void =>
    back.decide((request) => (request < extent ? fault : null));

const always = (code: string): Pick<Trouble, 'said' | 'mayBeUnknown'> => {
  const unknown = `${code}/UNKNOWN`;
  return { said: [unknown, unknown, unknown, unknown, code, code], mayBeUnknown: true };
};

/** Glance has done what the answer that was lost had said. */
const APPLIED: Pick<Trouble, 'said' | 'mayBeUnknown'> = {
  said: ['success', 'success', 'success', 'MEMBER_NOT_FOUND', 'truth', 'truth'],
  mayBeUnknown: false,
};

/** Adds and removals are tried again; a decision is not, somebody may have decided otherwise. */
const notApplied = (code: string): Pick<Trouble, 'said' | 'mayBeUnknown'> => ({
  said: ['success', `${code}/NOT_APPLIED`, 'success', 'MEMBER_NOT_FOUND', 'truth', 'truth'],
  mayBeUnknown: false,
});

const TROUBLES: readonly Trouble[] = [
  { name: '504, for ever', begin: meets('answerLate', Infinity), ...always('UPSTREAM_TIMEOUT') },
  {
    name: '503, maintenance',
    async begin({ front, haproxy }) {
      await haproxy.setMaintenance(true);
      front.decide(async (request) => {
        if (request > 0) await haproxy.setMaintenance(false);
        return null;
      });
    },
    ...notApplied('UPSTREAM_UNAVAILABLE'),
  },
  { name: '503, down', begin: ({ back }) => back.refuseFor(Infinity), ...always('UPSTREAM_UNAVAILABLE') },
  { name: '504, done in time', begin: meets('answerLate', 1), ...APPLIED },
  {
    name: '504, done later',
    begin: meets('passOnLate', 1),
    said: ['UPSTREAM_TIMEOUT/UNKNOWN', 'UPSTREAM_TIMEOUT/UNKNOWN', 'success', 'MEMBER_NOT_FOUND', 'truth', 'truth'],
    mayBeUnknown: true,
  },
  { name: '502, done', begin: meets('cutInHead', 1), ...APPLIED },
  { name: '502, not done', begin: meets('garbage', 1), ...notApplied('UPSTREAM_BAD_GATEWAY') },
  { name: '502, for ever', begin: meets('cutAfterRequest', Infinity), ...always('UPSTREAM_BAD_GATEWAY') },
  { name: 'a body cut short', begin: meets('cutInBody', 1), ...APPLIED },
];

describe('HAProxy before the real Glance', () => {
  it('loses no write, doubles no write, and every reported outcome is true', { timeout: 240_000 }, async () => {
    const lab = createFaultLab(inject('realGlance'));
    const tally = createTally();
    const cases = TROUBLES.flatMap((trouble) =>
      // Which pair of a batch meets the trouble is open, so that only what it says is compared with what is there.
      CASES.filter(({ title }) => title === 'addImageMembers' || TITLES.some((name) => name === title)).map(
        (faultCase) => ({ ...trouble, ...faultCase }),
      ),
    );
    const surprises: unknown[] = [];
    await mapConcurrently(cases, CONCURRENT_CASES, async ({ name, begin, mayBeUnknown, said, ...faultCase }) => {
      const { title, operation, memberships } = faultCase;
      const plot = await lab.addPlot();
      for (const membership of memberships) await lab.share(plot, membership, 'pending');
      const chain = await startChain(lab.upstream.endpoint);
      const gateway = await startGateway({ endpoint: chain.front.url, env: ENV });
      await begin(chain);
      const settled = async (): Promise<void> => {
        await chain.front.settled();
        await chain.back.settled();
      };
      const { verdict } = await runCase(lab, gateway, { operation, plot, mayBeUnknown, settled });
      await Promise.all([gateway.stop(), chain.haproxy.stop()]);
      tally.add(name, title, verdict);
      const expected = said[TITLES.findIndex((other) => other === title)];
      if (expected !== undefined && verdict.said.join(' ') !== expected)
        surprises.push({ name, title, said: verdict.said });
    });
    tally.settle('HAProxy', cases.length);
    expect(surprises).toEqual([]);
  });
});
