import { describe, expect, test } from 'vitest';
import { nameTokens } from './name-tokens.ts';

describe('the tokens of a name', () => {
  test.each([
    ['Maria Souza', ['maria', 'souza']],
    ['  JOSÉ   d’Ávila-Souza, José ', ['jose', 'avila', 'souza']],
    ['Lucía Núñez', ['lucia', 'nunez']],
    ['J. R. Tolkien', ['tolkien']],
    ['李小龙', ['李小龙']],
    ['🙂 !', []],
    ['', []],
  ])('%j', (name, tokens) => {
    expect(nameTokens(name)).toEqual(tokens);
  });

  test('are few and short, however long the name is', () => {
    const tokens = nameTokens(`${'a'.repeat(300)} ${Array.from({ length: 50 }, (_, i) => `name${i}`).join(' ')}`);
    expect(tokens).toHaveLength(8);
    expect(tokens[0]).toHaveLength(40);
  });
});
