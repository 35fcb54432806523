import type { Role } from '@bos/kernel/role';
import { priorityOf } from '@bos/operations/tickets/service-levels';
import { ticketCategorySchema } from '@bos/operations/tickets/ticket';
import { handOver } from './hand-over.ts';
import { present, type Recipe, type RecipeStep } from './recipe.ts';

const REPAIR: readonly Role[] = ['maintenance', 'front_desk'];
const BEHIND_REPAIR: readonly Role[] = ['manager', 'admin'];

/** A ticket; when it is pressing, maintenance hears of it at once. */
export const reportFault: Recipe = (request) => {
  const { intent, request: words, slot, may, stepId } = request;
  if (!may('tickets:open')) return handOver(request);
  const parsed = ticketCategorySchema.safeParse(slot('category'));
  const category = parsed.success ? parsed.data : 'other';
  const area = slot('area');
  const priority = priorityOf(category, words);
  const ticket: RecipeStep = {
    tool: 'tickets.open',
    input: present({
      category,
      priority,
      area: area === 'unit' || area === 'common' ? area : undefined,
      place: slot('place'),
      description: words,
    }),
  };
  if (priority !== 'high') return [ticket];
  const first = stepId(0);
  const notice: RecipeStep = {
    tool: 'staff.notify',
    input: {
      roles: REPAIR,
      otherwise: BEHIND_REPAIR,
      urgency: 'urgent',
      subject: intent.intent,
      text: words,
      ticketId: `$steps.${first}.output.ticketId`,
      reference: `$steps.${first}.output.reference`,
    },
    dependsOn: [first],
  };
  return [ticket, notice];
};

/** How the person's own tickets stand. */
export const tellTickets: Recipe = () => [{ tool: 'tickets.status', input: {} }];
