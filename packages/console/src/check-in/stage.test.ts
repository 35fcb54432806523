import { expect, test } from 'vitest';
import { stageOf } from './stage.ts';

test.each([
  ['invited', 'before', false, 'documents'],
  ['submitted', 'before', false, 'waiting'],
  ['refused', 'during', false, 'refused'],
  ['approved', 'before', false, 'ready'],
  ['invited', 'during', true, 'ready'],
  ['refused', 'during', true, 'ready'],
  ['approved', 'over', true, 'over'],
] as const)('%s, %s the stay, let in: %s: %s', (status, phase, arrived, stage) => {
  expect(stageOf({ status, phase, arrived })).toBe(stage);
});
