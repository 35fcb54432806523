import { describe, expect, test } from 'vitest';
import { loadOfflineModel } from './load-offline-model.ts';
import { createSlotExtractor } from './slots/extract-slots.ts';
import { createUnderstanding } from './understand.ts';
import { understandingSchema } from './understanding.ts';

const model = loadOfflineModel();
const understand = createUnderstanding(model);
const intentsOf = (text: string) => understand(text).intents.map(({ intent }) => intent);

describe('understanding messages', () => {
  test.each([
    ['o ar do quarto não está gelando', 'pt', ['maintenance.report']],
    ['can you send two more towels please', 'en', ['housekeeping.request']],
    ['mandame el recibo de expensas de marzo', 'es', ['billing.document']],
    ['quero reservar a churrasqueira sábado', 'pt', ['amenity.book']],
    ['STOP', 'en', ['consent.stop']],
    ['quiero hablar con una persona', 'es', ['human.agent']],
    ['obrigado!!', 'pt', ['smalltalk']],
  ] as const)('%s', (text, language, intents) => {
    const understood = understand(text);
    expect(understood.intents.map(({ intent }) => intent)).toEqual(intents);
    if (text !== 'STOP') expect(understood.language).toBe(language);
  });

  test('several wishes in one message are all read', () => {
    expect(intentsOf('the tap in my kitchen is leaking. also, can i get two towels?').sort()).toEqual([
      'housekeeping.request',
      'maintenance.report',
    ]);
  });

  test('a danger comes first and with its kind', () => {
    const understood = understand('tem muito cheiro de gás no corredor do 5, socorro');
    expect(understood.emergency).toEqual({ kind: 'gas' });
    expect(understood.intents[0]).toMatchObject({ intent: 'emergency', slots: { kind: 'gas' } });
  });

  test('slots are verbatim parts of the message', () => {
    const text = 'Quero a Churrasqueira no sábado às 15h';
    const slots = understand(text).intents[0]?.slots ?? {};
    expect(slots.amenity).toBe('Churrasqueira');
    for (const value of Object.values(slots)) expect(text).toContain(value);
  });

  test('slots of a confirmed intent can be read again', () => {
    const extractSlots = createSlotExtractor(model);
    expect(extractSlots('lift to 12 please', 'elevator.call')).toEqual({ to: '12' });
    expect(extractSlots('a torneira da cozinha pinga', 'maintenance.report')).toMatchObject({ category: 'plumbing' });
    expect(extractSlots('obrigada', 'smalltalk')).toEqual({});
  });

  test('a message without words goes to a person', () => {
    expect(understand('   ')).toMatchObject({ intents: [], decision: { kind: 'handover' } });
  });

  test.each([
    'porta',
    'the door',
    'elevador?',
    'codigo',
    'não consigo entrar',
    'someone should probably open something',
    'asdf qwer zxcv',
  ])('a vague "%s" never has a physical effect', (text) => {
    const { decision, intents } = understand(text);
    const physical = intents.filter(({ intent }) => /open_door|access\.code|elevator/.test(intent));
    if (decision.kind === 'act') expect(physical.filter(({ confidence }) => confidence < 0.95)).toEqual([]);
  });

  test('every result has the promised shape, and the same text gives the same result', () => {
    for (const text of ['oi', '👍', 'a'.repeat(5000), 'lift to 3 & open the garage', '¿¿¿???', '\u0000']) {
      const understood = understand(text);
      expect(understandingSchema.parse(understood)).toEqual(understood);
      expect(understand(text)).toEqual(understood);
    }
  });
});
