import { defineTool, failed, type Tool } from '@bos/missions/tools/tool';
import * as z from 'zod';
import { answerFromFaq, type FaqDependencies } from '../faq-answer.ts';

/** Answers from the building's standing answers, and says which one. */
export function knowledgeAnswerTool(deps: FaqDependencies): Tool {
  return defineTool({
    name: 'knowledge.answer',
    version: 1,
    description: "Answers a question from the building's standing answers.",
    input: z.object({ question: z.string().min(1) }),
    output: z.object({ faqId: z.string(), question: z.string(), answer: z.string() }),
    risk: 'read',
    roles: 'anyone',
    async execute({ question }, { buildingId, language }) {
      const answer = await answerFromFaq(deps, { buildingId, question, language });
      return answer === undefined ? failed('NO_ANSWER') : { kind: 'completed', output: { ...answer } };
    },
  });
}
