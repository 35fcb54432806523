import { createSimulatedGateway } from '@bos/buildings/devices/simulated-gateway';
import type { Role } from '@bos/kernel/role';
import type { Mission, MissionIntent } from '@bos/missions/missions/mission';
import { validatePlan } from '@bos/missions/plans/validate-plan';
import type { Requester } from '@bos/missions/tools/tool-context';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { describe, expect, test } from 'vitest';
import { INTENTS } from '../understanding/understanding.ts';
import { createTools, DIRECTOR_TOOLS } from './director-tools.ts';
import { planMission } from './plan-mission.ts';

const now = new Date('2026-11-22T12:00:00.000Z');
const clock = virtualClock(now);
const registry = createTools({
  table: createMemoryTable({ clock }).table,
  devices: createSimulatedGateway(clock),
  textSimilarity: async () => ({ rank: () => [] }),
});

const requester = (role: Role, inForce = true): Requester => ({
  userId: 'maria',
  roles: [role],
  unitIds: ['1203'],
  inForce,
});

function mission(request: string, ...intents: readonly [string, Record<string, string>?][]): Mission {
  return {
    buildingId: 'b1',
    missionId: 'm1',
    userId: 'maria',
    language: 'pt',
    status: 'requested',
    requestedAt: now.toISOString(),
    request,
    intents: intents.map(([intent, slots = {}]): MissionIntent => ({ intent, confidence: 1, sure: true, slots })),
  };
}

function planned(asked: Mission, who = requester('resident')) {
  return planMission(asked, { requester: who, now }).steps;
}

const tools = (asked: Mission, who?: Requester) => planned(asked, who).map(({ tool }) => tool);

describe('recipes', () => {
  test.each<[string, string[]]>([
    ['maintenance.report', ['tickets.open']],
    ['maintenance.status', ['tickets.status']],
    ['access.open_door', ['door.open']],
    ['elevator.call', ['elevator.call']],
    ['emergency', ['staff.notify', 'tickets.open']],
    ['human.agent', ['conversation.escalate', 'staff.notify']],
    ['knowledge.question', ['knowledge.answer']],
    ['smalltalk', []],
    ['amenity.book', ['staff.notify']],
    ['consent.stop', ['staff.notify']],
    ['something.new', ['staff.notify']],
  ])('%s', (intent, expected) => {
    expect(tools(mission('text', [intent]))).toEqual(expected);
  });

  test('a pressing fault is also told to maintenance, once the ticket has its reference', () => {
    const [ticket, notice] = planned(mission('vazando muito', ['maintenance.report', { category: 'plumbing' }]));
    expect(ticket).toMatchObject({ stepId: 's1', input: { priority: 'high', category: 'plumbing' } });
    expect(notice).toMatchObject({
      stepId: 's2',
      dependsOn: ['s1'],
      input: { reference: '$steps.s1.output.reference', urgency: 'urgent' },
    });
  });

  test('an unknown category is no reason to lose the fault', () => {
    const [ticket] = planned(mission('x', ['maintenance.report', { category: 'ufo', area: 'space' }]));
    expect(ticket?.input).toEqual({ category: 'other', priority: 'normal', description: 'x' });
  });

  test.each(['access.open_door', 'maintenance.report', 'knowledge.question'])(
    'for somebody whose rights have ended, %s goes to the front desk',
    (intent) => {
      expect(tools(mission('x', [intent]), requester('guest', false))).toEqual(['staff.notify']);
    },
  );

  test('a danger reported by a stranger still reaches everybody on duty', () => {
    expect(tools(mission('x', ['emergency']), requester('guest', false))).toEqual(['staff.notify']);
  });

  test('who may open no ticket has the fault handed over', () => {
    expect(tools(mission('x', ['maintenance.report']), requester('provider'))).toEqual(['staff.notify']);
  });
});

describe('a mission of several intents', () => {
  const several = mission('muito urgente', ['emergency', { kind: 'flood' }], ['maintenance.report'], ['amenity.book']);

  test('numbers its steps through and keeps dependencies inside their intent', () => {
    const steps = planned(several);
    expect(steps.map(({ stepId }) => stepId)).toEqual(['s1', 's2', 's3', 's4', 's5']);
    expect(steps.map(({ dependsOn }) => dependsOn)).toEqual([[], [], [], ['s3'], []]);
  });

  test('gives the same plan each time', () => {
    expect(planned(several)).toEqual(planned(several));
  });
});

describe('every plan of the recipes passes the validator', () => {
  const cases = INTENTS.filter((intent) => intent !== 'smalltalk').flatMap((intent) =>
    (['resident', 'guest', 'owner', 'maintenance', 'front_desk'] as const).map((role) => ({ intent, role })),
  );
  test.each(cases)('$intent for a $role', ({ intent, role }) => {
    for (const text of ['urgente', '$steps.s1.output.ticketId', '']) {
      const asked = mission(text, [intent, { door: 'gate', from: '3', kind: 'gas', category: 'lock', place: text }]);
      const who = requester(role);
      const plan = planMission(asked, { requester: who, now });
      const { intents } = asked;
      expect(validatePlan(plan, { registry, requester: who, agentTools: DIRECTOR_TOOLS, intents, now })).toEqual({
        ok: true,
      });
    }
  });
});
