import { receiveParcelRoute } from '@bos/buildings/access/parcels/parcel-routes';
import { changeVisitorRoute } from '@bos/buildings/access/visitors/visitor-routes';
import { expect, test } from 'vitest';
import { TEXTS } from '../texts.ts';
import { refusalText } from './refusal-text.ts';

test('what only the desk is refused is said in words of its own', () => {
  expect(refusalText({ code: 'VISIT_NOT_NOW' }, TEXTS.en)).toMatch(/another time/);
  expect(refusalText({ code: 'WRITE_CONFLICT' }, TEXTS.en)).toBeUndefined();
  expect(refusalText({ code: 'toString' }, TEXTS.en)).toBeUndefined();
});

test('the words are for refusals that the API knows', () => {
  const known = [...(changeVisitorRoute.errors ?? []), ...(receiveParcelRoute.errors ?? [])].map(({ code }) => code);
  for (const code of ['VISIT_NOT_NOW', 'UNIT_UNKNOWN', 'PERSON_UNKNOWN']) expect(known).toContain(code);
});
