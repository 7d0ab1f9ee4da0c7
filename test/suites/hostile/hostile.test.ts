import { afterAll, beforeAll, describe, it } from 'vitest';
import { UPSTREAM_ATTACKS } from './attacks/upstreamAttacks.ts';
import { CONNECTION_ATTACKS } from './attacks/connectionAttacks.ts';
import { DOCUMENT_ATTACKS } from './attacks/documentAttacks.ts';
import { TURN_ATTACKS } from './attacks/turnAttacks.ts';
import { LOG_ATTACKS } from './attacks/logAttacks.ts';
import { SHUTDOWN_ATTACKS } from './attacks/shutdownAttacks.ts';
import type { Attack } from './support/attack.ts';
import { runAttack } from './support/runAttack.ts';
import { startScriptedGlance, type ScriptedGlance } from './support/scriptedGlance.ts';
import { printTable, type Outcome } from './support/table.ts';

const ATTACKS: readonly Attack[] = [
  ...UPSTREAM_ATTACKS,
  ...TURN_ATTACKS,
  ...DOCUMENT_ATTACKS,
  ...CONNECTION_ATTACKS,
  ...LOG_ATTACKS,
  ...SHUTDOWN_ATTACKS,
];

let glance: ScriptedGlance;
const outcomes: Outcome[] = [];

beforeAll(async () => {
  glance = await startScriptedGlance();
});

afterAll(() => {
  glance.stop();
  printTable(outcomes);
});

describe('an attack', () => {
  it.each(ATTACKS.map((attack) => [attack.item, attack.name, attack] as const))('%i: %s', (_item, _name, attack) =>
    runAttack(attack, glance, (outcome) => outcomes.push(outcome)),
  );
});
