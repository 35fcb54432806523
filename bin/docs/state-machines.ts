import { CONVERSATION_TRANSITIONS } from '@bos/conversations/conversations/conversation';
import { MEDIA_TRANSITIONS } from '@bos/conversations/media/media';
import type { TransitionTable } from '@bos/kernel/transitions';
import { MISSION_TRANSITIONS } from '@bos/missions/missions/mission';
import { STEP_TRANSITIONS } from '@bos/missions/missions/step';
import { TICKET_TRANSITIONS } from '@bos/operations/tickets/ticket';
import { RESERVATION_TRANSITIONS } from '@bos/stays/reservations/reservation';

function diagram<S extends string>(title: string, table: TransitionTable<S>): string {
  const arrows = Object.entries<readonly string[]>(table).flatMap(([from, following]) =>
    following.length === 0 ? [`  ${from} --> [*]`] : following.map((to) => `  ${from} --> ${to}`),
  );
  return `## ${title}\n\n\`\`\`mermaid\nstateDiagram-v2\n${arrows.join('\n')}\n\`\`\``;
}

/** `docs/state-machines.md`, from the transition tables that the code enforces. */
export function stateMachinesPage(): string {
  return `# State machines

Written from the transition tables by \`npm run docs\`; \`npm run validate\` fails when it is out of date.

${[
  diagram('Mission', MISSION_TRANSITIONS),
  diagram('Step', STEP_TRANSITIONS),
  diagram('Ticket', TICKET_TRANSITIONS),
  diagram('Reservation', RESERVATION_TRANSITIONS),
  diagram('Conversation', CONVERSATION_TRANSITIONS),
  diagram('File of a received message', MEDIA_TRANSITIONS),
].join('\n\n')}
`;
}
