import { LANGUAGES } from '@bos/kernel/language';
import type { Mission } from '@bos/missions/missions/mission';
import type { Step } from '@bos/missions/missions/step';
import { describe, expect, test } from 'vitest';
import { composeReply } from './compose-reply.ts';

const context = { emergencyNumbers: { fire: '193', ambulance: '192', police: '190' } };

function mission(language: Mission['language'], ...intents: readonly string[]): Mission {
  return {
    buildingId: 'b1',
    missionId: 'm1',
    userId: 'maria',
    language,
    status: 'completed',
    requestedAt: '2026-11-22T12:00:00.000Z',
    request: 'x',
    intents: intents.map((intent) => ({ intent, confidence: 1, sure: true, slots: {} })),
  };
}

function step(intent: string, tool: string, changes: Partial<Step> = {}): Step {
  return {
    buildingId: 'b1',
    missionId: 'm1',
    stepId: 's1',
    userId: 'maria',
    intent,
    tool,
    toolVersion: 1,
    input: {},
    dependsOn: [],
    status: 'completed',
    attempts: 1,
    ...changes,
  };
}

const failedWith = (failureCode: string, failureDetail: Step['failureDetail'] = {}) =>
  ({ status: 'failed', failureCode, failureDetail }) as const;
const ticket = step('maintenance.report', 'tickets.open', {
  output: { ticketId: 't1', reference: 'K7P2QX', category: 'plumbing', priority: 'normal' },
});
const door = (changes: Partial<Step>) => step('access.open_door', 'door.open', changes);
const elevator = (changes: Partial<Step>) => step('elevator.call', 'elevator.call', changes);
const notice = (intent: string, changes: Partial<Step> = {}) => step(intent, 'staff.notify', changes);
const answer = step('knowledge.question', 'knowledge.answer', { output: { question: 'Pool?', answer: '8 to 22 h.' } });
const status = step('maintenance.status', 'tickets.status', {
  output: { tickets: [{ reference: 'K7P2QX', category: 'plumbing', status: 'in_progress', place: 'kitchen' }] },
});

/** What happened, and what is said of it in English. */
const CASES: readonly [string, readonly Step[], string][] = [
  ['a ticket', [ticket], 'I opened ticket *K7P2QX* (plumbing).'],
  [
    'a pressing ticket',
    [ticket, notice('maintenance.report')],
    'I opened ticket *K7P2QX* (plumbing). The team has been told.',
  ],
  [
    'a ticket of which nobody could be told',
    [ticket, notice('maintenance.report', failedWith('NO_STAFF'))],
    'I opened ticket *K7P2QX* (plumbing).',
  ],
  ['no ticket', [step('maintenance.report', 'tickets.open', failedWith('GAVE_UP'))], 'I could not open a ticket.'],
  ['open tickets', [status], 'Your open tickets:\n• K7P2QX: plumbing (kitchen) – in progress'],
  ['no open tickets', [{ ...status, output: { tickets: [] } }], 'You have no open tickets at the moment.'],
  ['an open door', [door({ output: { name: 'Main gate' } })], 'Done, I opened: Main gate.'],
  [
    'a refused guest',
    [door(failedWith('GARAGE_NOT_FOR_GUESTS'))],
    'The garage opens for residents and staff only; ask the front desk to let your car in.',
  ],
  ['another’s flat', [door(failedWith('NOT_YOUR_UNIT'))], 'I can only open the door of your own unit.'],
  [
    'two lobbies',
    [door(failedWith('DOOR_AMBIGUOUS', { candidates: ['Lobby A', 'Lobby B'] }))],
    'There is more than one: Lobby A, Lobby B. Nothing was moved; tell me which.',
  ],
  ['an elevator', [elevator({ output: { name: 'Elevator A', floor: 0 } })], 'Done: Elevator A is at the ground floor.'],
  ['a basement', [elevator({ output: { name: 'Elevator A', floor: -2 } })], 'Done: Elevator A is at basement 2.'],
  [
    'an elevator that is offline',
    [elevator(failedWith('DEVICE_OFFLINE', { name: 'Elevator B' }))],
    'Elevator B is offline, so I could not operate it.',
  ],
  [
    'an elevator that never answered',
    [elevator(failedWith('OUTCOME_UNKNOWN', { name: 'Elevator B' }))],
    'I sent the command, but Elevator B did not confirm it. I cannot tell whether it worked; please check.',
  ],
  [
    'a floor that there is not',
    [elevator(failedWith('FLOOR_UNKNOWN', { name: 'Elevator A', lowestFloor: -1, highestFloor: 14 }))],
    'Elevator A does not serve that floor (it goes from -1 to 14); I did not call it.',
  ],
  ['something handed over', [notice('amenity.book')], 'I passed your request on to the front desk: Book an amenity.'],
  [
    'a hand-over that reached nobody',
    [notice('amenity.book', failedWith('NO_STAFF'))],
    'I could not reach anybody of the team just now (Book an amenity). Please contact the front desk directly.',
  ],
  ['an alarm', [notice('emergency')], '🚨 The building’s team has been alerted.'],
  [
    'an alarm that reached nobody',
    [notice('emergency', failedWith('NO_STAFF'))],
    '🚨 I could not alert the team. Call now: fire 193, ambulance 192, police 190.',
  ],
  [
    'a person',
    [step('human.agent', 'conversation.escalate'), notice('human.agent')],
    'I told the front desk; this conversation is now in their hands.',
  ],
  ['an answer', [answer], '8 to 22 h.\nSource: Pool?'],
  ['no answer', [{ ...answer, ...failedWith('NO_ANSWER') }], 'I did not find that in the building’s information.'],
  ['a code without words', [door(failedWith('SOMETHING_NEW'))], 'I could not get this done: Open a door.'],
  ['nothing at all', [], 'I could not get your request done. Please contact the front desk.'],
  [
    'a step that never ran',
    [door({ status: 'skipped' })],
    'I could not get your request done. Please contact the front desk.',
  ],
];

const intentsOf = (steps: readonly Step[]) => [...new Set(steps.map(({ intent }) => intent))];

describe('composeReply', () => {
  test.each(CASES)('%s', (_title, steps, expected) => {
    expect(composeReply(mission('en', ...intentsOf(steps)), steps, context)).toBe(expected);
  });

  test.each(CASES)('%s: has words of its own in each language', (_title, steps) => {
    const asked = intentsOf(steps);
    const texts = LANGUAGES.map((language) => composeReply(mission(language, ...asked), steps, context));
    expect(new Set(texts).size).toBe(LANGUAGES.length);
    for (const text of texts) expect(text).not.toMatch(/[{}]|undefined/);
  });

  test('is one reply for several intents, in their order, with what failed in it', () => {
    const steps = [door(failedWith('DEVICE_OFFLINE', { name: 'Gate' })), ticket];
    expect(composeReply(mission('en', 'maintenance.report', 'access.open_door'), steps, context)).toBe(
      'I opened ticket *K7P2QX* (plumbing).\n\nGate is offline, so I could not operate it.',
    );
  });

  test('stays within what WhatsApp takes', () => {
    const long = { ...answer, output: { question: 'Q', answer: 'x'.repeat(5_000) } };
    expect(
      composeReply(mission('en', 'knowledge.question', 'maintenance.report'), [long, ticket], context),
    ).toHaveLength(4_096);
  });
});

describe('a cancelled mission', () => {
  const asked = (by: string): Mission => ({
    ...mission('en', 'maintenance.report', 'access.open_door'),
    status: 'cancelled',
    cancellation: { state: 'requested', at: '2026-11-22T12:00:01.000Z', by },
  });

  test('is told as such, and who cancelled it', () => {
    const skipped = [{ ...ticket, status: 'skipped' as const }, door({ status: 'skipped' })];
    expect(composeReply(asked('maria'), skipped, context)).toBe(
      'I cancelled your request: Report a fault, Open a door.',
    );
    expect(composeReply(asked('rafael'), [], context)).toMatch(/^The team cancelled your request: /);
  });

  test('tells what was done before and stays, and does not call that cancelled', () => {
    expect(composeReply(asked('maria'), [ticket, door({ status: 'skipped' })], context)).toBe(
      'I cancelled your request: Open a door.\n\nI opened ticket *K7P2QX* (plumbing).',
    );
  });
});
