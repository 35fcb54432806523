import type { Role } from '@bos/kernel/role';
import { present, type Recipe, type RecipeStep } from './recipe.ts';

/** Who answers for requests that nothing else carries out, and who when nobody of them is there. */
const DESK: readonly Role[] = ['front_desk', 'concierge'];
const BEHIND_THE_DESK: readonly Role[] = ['manager', 'admin'];

export interface Notice {
  readonly subject: string;
  readonly text: string;
  readonly urgency?: 'normal' | 'urgent';
  readonly ticketId?: string;
  readonly reference?: string;
}

/** A step that tells the front desk. */
export function tellTheDesk({ urgency = 'normal', ...notice }: Notice): RecipeStep {
  const input = present({ roles: DESK, otherwise: BEHIND_THE_DESK, urgency, ...notice });
  return { tool: 'staff.notify', input };
}

/** A request that people take care of: the desk gets it with the person's own words. */
export const handOver: Recipe = ({ intent, request }) => [
  tellTheDesk({
    subject: intent.intent,
    text: request,
    // Whoever holds a lost key may be on the way.
    urgency: intent.intent === 'access.lost' ? 'urgent' : 'normal',
  }),
];
