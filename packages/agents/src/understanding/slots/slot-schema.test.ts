import { DOORS } from '@bos/buildings/devices/device';
import { TICKET_CATEGORIES } from '@bos/operations/tickets/ticket';
import { expect, test } from 'vitest';
import { CHOICE_SLOTS } from './slot-schema.ts';

// The order here is the trained model's; the words must be those that tickets and doors know.
test('the categories and doors that are read are those that tickets and doors have', () => {
  expect(CHOICE_SLOTS.category.toSorted()).toEqual(TICKET_CATEGORIES.toSorted());
  expect(CHOICE_SLOTS.door.filter((door) => door !== '').toSorted()).toEqual(DOORS.toSorted());
});
