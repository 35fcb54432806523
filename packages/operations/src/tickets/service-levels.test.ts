import { HOUR } from '@bos/kernel/clock';
import { describe, expect, test } from 'vitest';
import { dueAt, priorityOf, SERVICE_LEVELS } from './service-levels.ts';
import { TICKET_PRIORITIES, type TicketCategory, type TicketPriority } from './ticket.ts';

test('the more pressing, the sooner', () => {
  const times = TICKET_PRIORITIES.map((priority) => SERVICE_LEVELS[priority]);
  expect(times).toEqual(times.toSorted((a, b) => b - a));
  expect(dueAt('emergency', new Date(0))).toEqual(new Date(HOUR));
});

describe('priorityOf', () => {
  test.each<[TicketCategory, string, TicketPriority]>([
    ['plumbing', 'a torneira pinga', 'normal'],
    ['plumbing', 'está vazando MUITO', 'high'],
    ['cleaning', 'corredor sujo', 'low'],
    ['cleaning', 'el pasillo está muy sucio', 'normal'],
    ['appliance', 'the dishwasher is really noisy', 'normal'],
    ['electrical', 'estamos sem luz', 'high'],
    ['electrical', 'sparks from the socket', 'high'],
    ['electrical', 'salen chispas del enchufe', 'high'],
    ['hvac', 'URGENTE ar condicionado', 'high'],
    ['elevator', 'parou de novo', 'high'],
    ['gas_supply', 'no gas in the kitchen', 'high'],
    ['other', '', 'normal'],
    ['appliance', 'o muito obrigado foi dito', 'normal'],
  ])('%s, "%s": %s', (category, text, expected) => {
    expect(priorityOf(category, text)).toBe(expected);
  });

  test('danger is told apart before: words never make an emergency', () => {
    expect(priorityOf('gas_supply', 'muito urgente emergência')).toBe('high');
  });
});
