import { LANGUAGES } from '@bos/kernel/language';
import { describe, expect, test } from 'vitest';
import { INTENTS } from '../understanding/understanding.ts';
import { INTENT_TITLES } from '../wording/intent-title.ts';
import { askWhich, choiceOf } from './choice-question.ts';

describe('the question after an unsure reading', () => {
  test('every meaning fits a button in every language', () => {
    for (const intent of INTENTS) {
      for (const language of LANGUAGES) expect(INTENT_TITLES[intent][language].length, intent).toBeLessThanOrEqual(20);
    }
  });

  test('offers up to two meanings and a person as buttons', () => {
    const question = askWhich([{ intents: ['package.status'] }, { intents: ['access.visitor'] }], 'en');
    expect(question.buttons.map(({ title }) => title)).toEqual(['My parcel', 'Announce a visitor', 'Talk to a person']);
  });

  test('offers three meanings as buttons and a person as a word', () => {
    const question = askWhich(
      [{ intents: ['maintenance.report', 'access.visitor'] }, { intents: ['complaint'] }, { intents: ['emergency'] }],
      'pt',
    );
    expect(question.buttons).toHaveLength(3);
    expect(question.text).toContain('1. Relatar um defeito + Avisar visita');
    expect(question.text).toContain('“pessoa”');
    for (const { title } of question.buttons) expect(title.length).toBeLessThanOrEqual(20);
    expect(new Set(question.buttons.map(({ title }) => title)).size).toBe(3);
  });

  test('takes a tap, a number and the word for a person', () => {
    const { choices } = askWhich([{ intents: ['complaint'] }, { intents: ['package.status'] }], 'es');
    expect(choiceOf(choices, { selection: 'choice:2' })).toMatchObject({ intents: ['package.status'] });
    expect(choiceOf(choices, { text: ' 1 ' })).toMatchObject({ intents: ['complaint'] });
    expect(choiceOf(choices, { text: 'Pessoa' })).toBe('person');
    expect(choiceOf(choices, { text: 'se rompió un caño' })).toBeUndefined();
  });
});
