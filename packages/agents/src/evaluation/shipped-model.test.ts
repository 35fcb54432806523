import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { hashTrainingData, readTrainingMessages } from '../../training/read-data.ts';
import { loadOfflineModel } from '../understanding/load-offline-model.ts';
import { fold } from '../understanding/text/tokens.ts';
import { createUnderstanding } from '../understanding/understand.ts';
import { evaluateMessages, parseMessages } from './evaluate.ts';

const training = new URL('../../data/train/', import.meta.url);
const model = new URL('../../model/', import.meta.url);
const lines = parseMessages(readFileSync(new URL('../../data/eval/messages.dev.jsonl', import.meta.url), 'utf8'));
const evaluation = evaluateMessages(lines, createUnderstanding(loadOfflineModel()), () => performance.now());

describe('the shipped model on the development set', () => {
  test('reaches the promised figures', () => {
    expect(evaluation.exactIntents).toBeGreaterThanOrEqual(0.77);
    expect(evaluation.microF1).toBeGreaterThanOrEqual(0.88);
    expect(evaluation.offered).toBeGreaterThanOrEqual(0.95);
  });

  test('misses no emergency and rarely cries wolf', () => {
    expect(evaluation.emergencyRecall).toBe(1);
    expect(evaluation.emergencyFalseAlarms).toBeLessThanOrEqual(0.02);
  });

  test('finds most slots', () => {
    expect(evaluation.slots).toBeGreaterThanOrEqual(0.62);
  });

  test('was made from the training data that lie beside it', () => {
    const manifest = JSON.parse(readFileSync(new URL('manifest.json', model), 'utf8'));
    expect(manifest.trainingData).toBe(hashTrainingData(training));
  });

  test('fits into a small function', () => {
    expect(readFileSync(new URL('emergency.bin', model)).length).toBeLessThanOrEqual(200_000);
    expect(readFileSync(new URL('understanding.bin', model)).length).toBeLessThanOrEqual(8_000_000);
  });
});

describe('the training data', () => {
  test('hold no message of the development set', () => {
    // Single words and plain thanks such as "STOP" or "hey" stand in both.
    const words = (text: string) =>
      fold(text)
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim();
    const seen = new Set(readTrainingMessages(training).map(({ text }) => words(text)));
    const shared = lines.filter(({ text }) => words(text).split(' ').length > 2 && seen.has(words(text)));
    expect(shared).toEqual([]);
  });
});
