import { LANGUAGES } from '@bos/kernel/language';
import type { Mission } from '@bos/missions/missions/mission';
import type { Step } from '@bos/missions/missions/step';
import { describe, expect, test } from 'vitest';
import { ACCESS_VOCABULARY } from './access-vocabulary.ts';
import { composeReply } from './compose-reply.ts';
import { STAY_VOCABULARY } from './stay-vocabulary.ts';

const context = {
  emergencyNumbers: { fire: '193', ambulance: '192', police: '190' },
  codes: new Map([['k1', '482913']]),
  vocabularies: [ACCESS_VOCABULARY, STAY_VOCABULARY],
};

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

const moment = (date: string, time: string) => ({ date, time });
const visitor = (changes: Partial<Step> = {}) => step('access.visitor', 'visitors.announce', changes);
const code = (changes: Partial<Step> = {}) => step('access.code', 'access.code_status', changes);
const codeFacts = {
  credentialId: 'k1',
  state: 'works',
  from: moment('2026-11-22', '15:00'),
  until: moment('2026-11-25', '11:30'),
  locks: ['Main gate', 'Door of 0704'],
};
const replaced = (owed: boolean, changes: object = {}) =>
  step('access.code', 'access.replace_code', { output: { ...codeFacts, owed, ...changes } });
const tag = (changes: Partial<Step> = {}) => step('access.lost', 'access.revoke_tag', changes);
const stayFacts = { confirmationNumber: 'JAMES704', unitId: '0704', checkIn: '2026-11-20', checkOut: '2026-12-20' };
const checkOut = (changes: Partial<Step> = {}) => step('reservation.checkout', 'stays.requestLateCheckout', changes);
const extension = (changes: Partial<Step> = {}) => step('reservation.extend', 'stays.extend', changes);
const arrival = (changes: Partial<Step> = {}) => step('reservation.checkin', 'stays.announceArrival', changes);
const late = { ...stayFacts, checkOutTime: '14:00', asked: '14:00' };

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
  [
    'a visitor',
    [
      visitor({
        output: {
          visitorName: 'Ana Torres',
          unitId: '1203',
          from: moment('2026-11-23', '20:00'),
          until: moment('2026-11-23', '23:59'),
        },
      }),
    ],
    'Ana Torres is on the front desk’s list for 1203: 23 Nov, 20:00 to 23:59.',
  ],
  [
    'a visitor for another’s flat',
    [visitor(failedWith('VISIT_NOT_YOUR_UNIT', { unitId: '0704' }))],
    'I did not announce the visitor: 0704 is not a unit of yours.',
  ],
  [
    'a visitor of yesterday',
    [visitor(failedWith('VISIT_TIME_PAST'))],
    'I did not announce the visitor: that time has passed. Tell me another one.',
  ],
  [
    'a code that works',
    [code({ output: codeFacts })],
    'Your code is *482913* (Main gate, Door of 0704). It is valid until 25 Nov, 11:30.',
  ],
  [
    'a code that worked, and does not any more',
    [code({ output: { ...codeFacts, credentialId: 'k2' } })],
    'Your code is due, but the lock has not confirmed it yet (Main gate, Door of 0704), so I cannot promise that it opens. Ask again in a few minutes; if you need to come in now, please contact the front desk.',
  ],
  [
    'a code before its day',
    [code({ output: { ...codeFacts, state: 'not_yet' } })],
    'Your code is valid from 22 Nov, 15:00. Ask for it on that day: I only tell it once the lock has confirmed it.',
  ],
  ['no code', [code(failedWith('NO_CODE'))], 'I found no code of yours.'],
  [
    'a code that is over',
    [code(failedWith('CODE_OVER', { until: moment('2026-11-20', '11:30') }))],
    'Your code was valid until 20 Nov, 11:30 and is over.',
  ],
  [
    'a lost code',
    [replaced(false)],
    'I replaced your code. The new one is *482913* (Main gate, Door of 0704). It is valid until 25 Nov, 11:30. The old one no longer opens.',
  ],
  [
    'a lost code that a lock still holds',
    [replaced(true, { state: 'late' })],
    'I made a new code, but the lock has not confirmed it yet (Main gate, Door of 0704). Ask for it again in a few minutes. The old one may still open: the lock has not confirmed that it is deleted. The system keeps trying.',
  ],
  [
    'a lost tag',
    [tag({ output: { state: 'revoked', locks: ['Main gate'] } }), notice('access.lost')],
    'I revoked your tag: it no longer opens (Main gate). I told the front desk.',
  ],
  [
    'a lost tag that a lock still takes',
    [tag({ output: { state: 'revoking', locks: ['Main gate'] } }), notice('access.lost', failedWith('NO_STAFF'))],
    'I ordered your tag revoked, but the lock has not confirmed it (Main gate): until then it may open. The system keeps trying.',
  ],
  [
    'a tag that nobody has',
    [tag(failedWith('NO_TAG')), notice('access.lost')],
    'I found no tag of yours in use, so I revoked nothing. I told the front desk.',
  ],
  ['a lost key', [notice('access.lost')], 'I passed your request on to the front desk: Lost key or tag.'],
  [
    'parcels',
    [
      step('package.status', 'parcels.status', {
        output: { parcels: [{ unitId: '1203', carrier: 'Correios', keptAt: 'B2', date: '2026-11-21' }] },
      }),
    ],
    'At the front desk, for you:\n• Correios, came on 21 Nov (unit 1203)',
  ],
  [
    'an arrival',
    [arrival({ output: { ...stayFacts, checkInTime: '15:00', arrivalTime: '12:00', early: true } })],
    'I noted your arrival: 20 Nov, at 12:00. Unit 0704 is only free from 15:00.',
  ],
  [
    'an arrival on another day',
    [arrival(failedWith('NOT_THE_DAY', { ...stayFacts, asked: '2026-11-30' }))],
    'I did not note it: your arrival is set for 20 Nov, and you said 30 Nov.',
  ],
  [
    'a late check-out',
    [checkOut({ output: { ...late, outcome: 'done' } })],
    'Agreed: you may stay until 14:00 on 20 Dec.',
  ],
  [
    'a late check-out that staff decide',
    [checkOut({ output: { ...late, checkOutTime: '11:00', outcome: 'handed_over' } })],
    'I passed your request on to the front desk (leaving at 14:00); it is not granted yet. For now it stays 20 Dec, by 11:00.',
  ],
  [
    'a late check-out against an arrival',
    [checkOut(failedWith('LATE_CHECK_OUT_REFUSED', { ...late, latest: '12:00', nextArrival: true }))],
    'You cannot stay until 14:00 on 20 Dec: somebody else arrives that day. The latest is 12:00.',
  ],
  [
    'an hour that holds already',
    [checkOut(failedWith('NOT_LATER', { checkOut: '2026-12-20', checkOutTime: '11:00', asked: '10:00' }))],
    'I changed nothing: you may stay until 11:00 on 20 Dec already.',
  ],
  [
    'an extension',
    [extension({ output: { ...late, checkOut: '2026-12-22', asked: '2026-12-22', outcome: 'done' } })],
    'Done: your stay now lasts until 22 Dec, 14:00.',
  ],
  [
    'an extension that staff decide',
    [extension({ output: { ...late, asked: '2026-12-22', outcome: 'handed_over' } })],
    'I passed your request on to the front desk (staying until 22 Dec); it is not granted yet. For now your stay lasts until 20 Dec.',
  ],
  [
    'nights that are taken',
    [extension(failedWith('NIGHTS_TAKEN', { asked: '2026-12-24', latest: '2026-12-22', checkOut: '2026-12-20' }))],
    'Until 24 Dec is not possible, the unit is booked. You could stay until 22 Dec.',
  ],
  ['nobody’s stay', [extension(failedWith('STAY_NOT_FOUND'))], 'I found no stay of yours, running or to come.'],
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
