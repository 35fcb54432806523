import { describe, expect, test } from 'vitest';
import { decide, isDanger } from './decide.ts';
import { INTENTS, type Intent } from './understanding.ts';

const thresholds = {
  act: 0.9,
  physical: { 'access.open_door': 0.99, 'access.code': 0.99, 'elevator.call': 0.99 },
  lost: 0.4,
  emergency: 0.6,
  alarm: 0.05,
};
const reading = (probability: number, ...intents: Intent[]) => ({
  set: intents.map((intent) => INTENTS.indexOf(intent)).sort((a, b) => a - b),
  probability,
});

describe('deciding', () => {
  test('a sure reading is acted upon', () => {
    const decided = decide([reading(0.95, 'billing.document'), reading(0.05, 'complaint')], false, thresholds);
    expect(decided.decision).toEqual({ kind: 'act' });
    expect(decided.intents).toEqual([{ intent: 'billing.document', confidence: 0.95 }]);
  });

  test('a spoken alarm counts, a sensed one unless the whole model rules it out, which alone must be surer', () => {
    const unlikely = [reading(0.97, 'elevator.call'), reading(0.03, 'elevator.call', 'emergency')];
    const possible = [reading(0.94, 'elevator.call'), reading(0.06, 'emergency')];
    const likely = [reading(0.7, 'emergency'), reading(0.3, 'complaint')];
    expect(isDanger(unlikely, 'sensed', thresholds)).toBe(false);
    expect(isDanger(possible, 'sensed', thresholds)).toBe(true);
    expect(isDanger(possible, 'none', thresholds)).toBe(false);
    expect(isDanger(likely, 'none', thresholds)).toBe(true);
    expect(isDanger(unlikely, 'spoken', thresholds)).toBe(true);
  });

  test('what the words speak against is asked about, however sure the reading', () => {
    const decided = decide([reading(1, 'access.open_door')], false, thresholds, ['access.open_door']);
    expect(decided.decision.kind).toBe('ask');
  });

  test('an unsure reading becomes a question with the three likeliest meanings', () => {
    const ranked = [
      reading(0.4, 'complaint'),
      reading(0.3, 'maintenance.report', 'complaint'),
      reading(0.2, 'maintenance.report'),
      reading(0.1, 'smalltalk'),
    ];
    const { decision } = decide(ranked, false, thresholds);
    expect(decision).toEqual({
      kind: 'ask',
      choices: [
        { intents: ['complaint'] },
        { intents: ['maintenance.report', 'complaint'] },
        { intents: ['maintenance.report'] },
      ],
    });
  });

  test('a message that could be anything goes to a person', () => {
    const ranked = INTENTS.map((intent) => reading(1 / INTENTS.length, intent));
    expect(decide(ranked, false, thresholds).decision).toEqual({ kind: 'handover' });
    expect(decide([], false, thresholds)).toEqual({ intents: [], decision: { kind: 'handover' } });
  });

  test.each(['access.open_door', 'access.code', 'elevator.call'] as const)(
    '%s is never acted upon by the common threshold',
    (physical) => {
      const likely = [reading(0.95, physical), reading(0.05, 'smalltalk')];
      expect(decide(likely, false, thresholds).decision.kind).toBe('ask');
      const sure = [reading(0.995, physical), reading(0.005, 'smalltalk')];
      expect(decide(sure, false, thresholds).decision.kind).toBe('act');
    },
  );

  test('an alarm puts the emergency first, however the readings rank', () => {
    const ranked = [reading(0.9, 'maintenance.report'), reading(0.1, 'emergency')];
    const { intents, decision } = decide(ranked, true, thresholds);
    expect(intents.map(({ intent }) => intent)).toEqual(['emergency']);
    expect(decision).toEqual({
      kind: 'ask',
      choices: [{ intents: ['maintenance.report'] }, { intents: ['emergency'] }],
    });
  });

  test('in a danger too, a door is not opened on a guess', () => {
    const ranked = [reading(0.95, 'emergency', 'access.open_door'), reading(0.05, 'emergency')];
    const { intents, decision } = decide(ranked, true, thresholds);
    expect(intents[0]?.intent).toBe('emergency');
    expect(decision.kind).toBe('ask');
  });

  test('without an alarm the emergency is no reading but may be a choice', () => {
    const ranked = [reading(0.6, 'emergency'), reading(0.4, 'maintenance.report')];
    const { intents, decision } = decide(ranked, false, thresholds);
    expect(intents.map(({ intent }) => intent)).toEqual(['maintenance.report']);
    expect(decision).toEqual({
      kind: 'ask',
      choices: [{ intents: ['emergency'] }, { intents: ['maintenance.report'] }],
    });
  });
});
