import { accessDesk } from '@bos/buildings/access/testing/access-desk';
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
const { table } = createMemoryTable({ clock });
const registry = createTools({
  table,
  devices: createSimulatedGateway({ table, clock, timers: clock.timers }),
  access: async () => accessDesk().deps,
  textSimilarity: async () => ({ rank: () => [] }),
});

const requester = (role: Role, inForce = true, dates: Partial<Requester> = {}): Requester => ({
  userId: 'maria',
  roles: [role],
  unitIds: ['1203'],
  inForce,
  ...dates,
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
    ['access.visitor', ['staff.notify']],
    ['access.code', ['access.code_status']],
    ['access.lost', ['staff.notify']],
    ['package.status', ['parcels.status']],
    ['reservation.checkin', ['stays.status']],
    ['reservation.checkout', ['stays.status']],
    ['reservation.extend', ['stays.extend']],
    ['reservation.cancel', ['stays.cancelOwn']],
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

describe('visitors, codes and tags', () => {
  const named = ['access.visitor', { visitor: 'Ana Torres', when: 'amanhã às 20h' }] as [
    string,
    Record<string, string>,
  ];

  test('who lives here announces; for a guest the desk does', () => {
    const [step] = planned(mission('A Ana vem amanhã', named));
    expect(step).toMatchObject({
      tool: 'visitors.announce',
      input: { visitor: 'Ana Torres', when: 'amanhã às 20h', said: 'A Ana vem amanhã' },
    });
    expect(tools(mission('x', named), requester('guest'))).toEqual(['staff.notify']);
  });

  test.each([
    ['tag do portão', ['access.revoke_tag', 'staff.notify']],
    ['la tarjeta', ['access.revoke_tag', 'staff.notify']],
    ['key card', ['access.revoke_tag', 'staff.notify']],
    ['door code', ['access.replace_code']],
    ['chave', ['staff.notify']],
    ['mochila', ['staff.notify']],
  ])('lost: %s', (item, expected) => {
    expect(tools(mission('x', ['access.lost', { item }]))).toEqual(expected);
  });

  test.each([
    ['Qual é o meu código?', 'access.code_status'],
    ['I forgot my code', 'access.code_status'],
    ['Perdi o código da porta, preciso de outro', 'access.replace_code'],
    ['Me robaron el celular con el código', 'access.replace_code'],
    ['Perdi a chave, qual é o código?', 'access.code_status'],
  ])('%s', (text, tool) => {
    expect(tools(mission(text, ['access.code']))).toEqual([tool]);
  });

  test('a code that is lost and asked for is one wish, whichever way it was read', () => {
    const both = (item: Record<string, string>) => mission('Perdi o código', ['access.lost', item], ['access.code']);
    expect(tools(both({ item: 'código' }))).toEqual(['access.replace_code']);
    expect(tools(both({}))).toEqual(['access.replace_code']);
    expect(tools(both({ item: 'chave' }))).toEqual(['staff.notify', 'access.code_status']);
  });
});

describe('stays', () => {
  const expected = requester('guest', false, { validFrom: '2026-11-25T18:00:00.000Z' });

  test.each([
    ['Vou chegar às 16h', 'reservation.checkin', { eta: '16h' }, 'stays.announceArrival'],
    ['How does check-in work?', 'reservation.checkin', {}, 'stays.status'],
    ['Posso sair às 14h?', 'reservation.checkout', { when: '14h' }, 'stays.requestLateCheckout'],
    ['Can I get a late check-out?', 'reservation.checkout', {}, 'stays.requestLateCheckout'],
    ['¿Cuándo es mi salida?', 'reservation.checkout', {}, 'stays.status'],
    ['mais uma noite', 'reservation.extend', { until: 'mais uma noite' }, 'stays.extend'],
  ])('%s', (text, intent, slots, tool) => {
    expect(tools(mission(text, [intent, slots]), requester('guest'))).toEqual([tool]);
    expect(tools(mission(text, [intent, slots]), expected)).toEqual([tool]);
    expect(tools(mission(text, [intent, slots]), requester('guest', false))).toEqual(['staff.notify']);
  });

  test('who is yet to come has no door opened and no code told', () => {
    expect(tools(mission('x', ['access.open_door']), expected)).toEqual(['staff.notify']);
    expect(tools(mission('x', ['access.code']), expected)).toEqual(['staff.notify']);
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

test('the audit trail takes the name of every tool whose use it records', () => {
  const recorded = registry.names.filter((name) => !['read', 'write'].includes(registry.get(name).risk));
  expect(recorded.length).toBeGreaterThan(3);
  for (const name of recorded) expect(name).toMatch(/^[a-z][a-z0-9_.]+$/);
});

describe('every plan of the recipes passes the validator', () => {
  const cases = INTENTS.filter((intent) => intent !== 'smalltalk').flatMap((intent) =>
    (['resident', 'guest', 'owner', 'maintenance', 'front_desk'] as const).map((role) => ({ intent, role })),
  );
  test.each(cases)('$intent for a $role', ({ intent, role }) => {
    for (const text of ['urgente', '$steps.s1.output.ticketId', '']) {
      const asked = mission(text, [
        intent,
        {
          door: 'gate',
          from: '3',
          kind: 'gas',
          category: 'lock',
          place: text,
          item: 'tag',
          visitor: text,
          when: text,
          until: text,
        },
      ]);
      const who = requester(role);
      const plan = planMission(asked, { requester: who, now });
      const { intents } = asked;
      expect(validatePlan(plan, { registry, requester: who, agentTools: DIRECTOR_TOOLS, intents, now })).toEqual({
        ok: true,
      });
    }
  });
});
