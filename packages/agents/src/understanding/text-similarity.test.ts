import { describe, expect, test } from 'vitest';
import { loadOfflineModel } from './load-offline-model.ts';
import { createTextSimilarity } from './text-similarity.ts';

const similarity = createTextSimilarity(loadOfflineModel().lexicon);

const entries = [
  { id: 'pool', texts: ['Qual o horário da piscina?', 'What are the pool hours?'] },
  { id: 'rubbish', texts: ['Onde deixo o lixo reciclável?'] },
  { id: 'wifi', texts: ['Qual é a senha do Wi-Fi?'] },
  { id: 'pets', texts: ['Posso ter cachorro no apartamento?'] },
];

describe('text similarity', () => {
  test('the same text is fully alike, texts without a common word or concept not at all', () => {
    expect(similarity.compare('senha do wifi', 'senha do wifi')).toBeCloseTo(1);
    expect(similarity.compare('senha do wifi', 'xyzzy')).toBe(0);
    expect(similarity.compare('', '')).toBe(0);
  });

  test.each([
    ['a que hora cierra la pileta?', 'pool'],
    ['where do I put the recycling', 'rubbish'],
    ['cuál es la contraseña del wifi', 'wifi'],
    ['are dogs allowed in the flat?', 'pets'],
  ])('%s is found across languages', (query, id) => {
    expect(similarity.rank(query, entries)[0]?.id).toBe(id);
  });

  test('every entry is ranked, likeliest first, and equal ones in the order of their ids', () => {
    const ranked = similarity.rank('xyzzy', entries);
    expect(ranked.map(({ id, score }) => [id, score])).toEqual([
      ['pets', 0],
      ['pool', 0],
      ['rubbish', 0],
      ['wifi', 0],
    ]);
    expect(similarity.rank('piscina', [])).toEqual([]);
  });
});
