import { tellTheDesk } from './hand-over.ts';
import type { Recipe } from './recipe.ts';

/** A person takes the conversation over. When nobody can be told, it is given back to the agent. */
export const fetchPerson: Recipe = ({ intent, request }) => [
  { tool: 'conversation.escalate', input: {} },
  tellTheDesk({ subject: intent.intent, text: request, urgency: 'urgent' }),
];

export const answerQuestion: Recipe = ({ request }) => [{ tool: 'knowledge.answer', input: { question: request } }];
