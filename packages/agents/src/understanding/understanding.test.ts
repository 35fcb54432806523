import { describe, expect, test } from 'vitest';
import { INTENTS, PHYSICAL_INTENTS, understandingSchema } from './understanding.ts';

describe('understanding', () => {
  test('physical intents are intents', () => {
    expect(PHYSICAL_INTENTS.every((intent) => INTENTS.includes(intent))).toBe(true);
  });

  test('a question offers at most three choices', () => {
    const ask = (count: number) => ({
      language: 'pt',
      intents: [],
      decision: { kind: 'ask', choices: Array.from({ length: count }, () => ({ intents: ['smalltalk'] })) },
    });
    expect(understandingSchema.safeParse(ask(3)).success).toBe(true);
    expect(understandingSchema.safeParse(ask(4)).success).toBe(false);
  });
});
