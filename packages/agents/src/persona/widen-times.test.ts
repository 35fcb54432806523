import { expect, test } from 'vitest';
import { widenTimes } from './widen-times.ts';

test.each([
  ['when', '7pm', 'Tom is coming to visit me tomorrow at 7pm, please let him in', 'tomorrow at 7pm'],
  ['when', '20hs', 'Viene de visita Ana Torres ayer a las 20hs', 'ayer a las 20hs'],
  ['until', 'noches más', 'Quisiera quedarme dos noches más', 'dos noches más'],
  ['eta', '16h', 'Amanhã chego às 16h', '16h'],
  ['when', 'sábado', 'Posso sair no sábado às 14h?', 'sábado às 14h'],
  ['when', 'not in it', 'Tom comes at 7pm', 'not in it'],
  ['item', 'tag', 'I lost my tag today', 'tag'],
])('%s: "%s" of "%s" is "%s"', (slot, value, text, expected) => {
  const [read] = widenTimes([{ intent: 'x', confidence: 1, sure: true, slots: { [slot]: value } }], text);
  expect(read?.slots).toEqual({ [slot]: expected });
});
