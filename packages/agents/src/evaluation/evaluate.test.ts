import { describe, expect, test } from 'vitest';
import type { Intent, Understanding } from '../understanding/understanding.ts';
import { EvaluationInputError, evaluateMessages, parseMessages } from './evaluate.ts';
import { formatEvaluation } from './format-evaluation.ts';

const line = (id: string, intents: Intent[], slots: Record<string, string> = {}) =>
  JSON.stringify({ id, lang: 'en', from: 'guest', text: id, intents, slots, tags: [] });

const read = (decision: Understanding['decision'], ...intents: Intent[]): Understanding => ({
  language: 'en',
  intents: intents.map((intent) => ({ intent, confidence: 0.9, slots: { when: 'At 3PM' } })),
  decision,
  emergency: intents.includes('emergency') ? { kind: 'fire' } : undefined,
});

const answers: Record<string, Understanding> = {
  right: read({ kind: 'act' }, 'reservation.checkout'),
  asked: read({ kind: 'ask', choices: [{ intents: ['complaint'] }, { intents: ['smalltalk'] }] }, 'smalltalk'),
  alarmed: read({ kind: 'act' }, 'emergency'),
  missed: read({ kind: 'handover' }, 'smalltalk'),
};
const lines = parseMessages(
  [
    line('right', ['reservation.checkout'], { when: '3pm' }),
    line('asked', ['complaint']),
    line('alarmed', ['smalltalk']),
    line('missed', ['emergency'], { kind: 'fire' }),
    '',
  ].join('\n'),
);

const evaluation = evaluateMessages(
  lines,
  (text) => answers[text] ?? read({ kind: 'handover' }),
  (() => {
    let time = 0;
    return () => {
      time += 4;
      return time;
    };
  })(),
);

describe('evaluation', () => {
  test('counts exact sets, offers, slots, alarms and time', () => {
    expect(evaluation).toMatchObject({
      exactIntents: 0.25,
      offered: 0.5,
      slots: 0.5,
      emergencyRecall: 0,
      emergencyFalseAlarms: 1 / 3,
      millisecondsPerMessage: 1,
      microF1: 0.25,
    });
  });

  test('lists what was read wrongly', () => {
    expect(evaluation.wrong.map(({ id }) => id)).toEqual(['asked', 'alarmed', 'missed']);
    expect(evaluation.wrong[0]).toEqual({ id: 'asked', expected: ['complaint'], got: ['smalltalk'] });
  });

  test('measures each intent and each language', () => {
    expect(evaluation.perIntent.smalltalk).toEqual({ precision: 0, recall: 0, f1: 0, support: 1 });
    expect(evaluation.perIntent['reservation.checkout']).toEqual({ precision: 1, recall: 1, f1: 1, support: 1 });
    expect(evaluation.perLanguage.en?.support).toBe(4);
  });

  test('prints a table for people', () => {
    expect(formatEvaluation(evaluation)).toContain('exact intent sets         25.0 %');
    expect(formatEvaluation(evaluation)).toMatch(/reservation\.checkout +100\.0 %/);
  });

  test('a line that does not fit is named with its field', () => {
    const wrong = `${line('a', ['complaint'])}\n${line('b', ['complaint']).replace('complaint', 'complain')}`;
    expect(() => parseMessages(wrong)).toThrow(/^line 2, intents\.0: /);
    expect(() => parseMessages('{"id":')).toThrow(EvaluationInputError);
    expect(() => parseMessages('\n\n[]')).toThrow(/^line 3, the whole line: /);
  });
});
