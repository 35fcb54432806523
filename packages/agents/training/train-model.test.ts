import { describe, expect, test } from 'vitest';
import { packArrays } from '../src/understanding/model/array-file.ts';
import { storeEmergencyModel, storeOfflineModel } from '../src/understanding/model/model-arrays.ts';
import { leastScoreFor } from './choose-thresholds.ts';
import { foldOf, readLexicon, readTrainingMessages } from './read-data.ts';
import { trainModel } from './train-model.ts';

const data = new URL('../data/train/', import.meta.url);

describe('training', () => {
  test('the same data give the same bytes', () => {
    const messages = readTrainingMessages(data).filter((_, index) => index % 60 === 0);
    const entries = readLexicon(data).filter((_, index) => index % 20 === 0);
    const run = () => {
      const { model } = trainModel(messages, entries, () => undefined);
      return [packArrays(storeOfflineModel(model)), packArrays(storeEmergencyModel(model.emergency))];
    };
    expect(run()).toEqual(run());
  }, 60_000);

  test('messages that recur across languages share one fold', () => {
    expect(new Set(['tph0007', 'tnh0051', 'teh0133'].map((id) => foldOf(id, 8))).size).toBe(1);
    expect(new Set(['tpa0001', 'tpa0002', 'tpa0003'].map((id) => foldOf(id, 8))).size).toBe(3);
  });

  test('a threshold is the least score whose precision suffices', () => {
    const outcomes = [0.9, 0.8, 0.7, 0.6].map((score) => ({ score, right: score !== 0.7 }));
    expect(leastScoreFor(outcomes, 1)).toBe(0.8);
    expect(leastScoreFor(outcomes, 0.75)).toBe(0.6);
    expect(leastScoreFor([{ score: 0.9, right: false }], 0.9)).toBeGreaterThan(1);
  });
});
