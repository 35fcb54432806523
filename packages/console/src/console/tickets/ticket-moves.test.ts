import { TICKET_TRANSITIONS } from '@bos/operations/tickets/ticket';
import { expect, test } from 'vitest';
import { TICKET_MOVES } from './ticket-moves.ts';

test('the console offers exactly the moves that a ticket allows', () => {
  expect(TICKET_MOVES).toEqual(TICKET_TRANSITIONS);
});
