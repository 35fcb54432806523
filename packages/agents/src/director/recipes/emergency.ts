import type { Role } from '@bos/kernel/role';
import type { TicketCategory } from '@bos/operations/tickets/ticket';
import type { Recipe, RecipeStep } from './recipe.ts';

/** Everybody who may be on duty. */
const ON_DUTY: readonly Role[] = ['front_desk', 'concierge', 'maintenance', 'manager', 'admin'];

const CATEGORY_OF: ReadonlyMap<string, TicketCategory> = new Map([
  ['gas', 'gas_supply'],
  ['trapped', 'elevator'],
  ['flood', 'plumbing'],
]);

/** Everybody on duty is told, and a ticket keeps the record. Neither waits for the other. */
export const raiseAlarm: Recipe = ({ intent, request, slot, may }) => {
  const alarm: RecipeStep = {
    tool: 'staff.notify',
    input: { roles: ON_DUTY, urgency: 'emergency', subject: intent.intent, text: request },
  };
  if (!may('tickets:open')) return [alarm];
  const category = CATEGORY_OF.get(slot('kind') ?? '') ?? 'other';
  return [alarm, { tool: 'tickets.open', input: { category, priority: 'emergency', description: request } }];
};
