import { CREDENTIAL_TRANSITIONS } from '@bos/buildings/access/credentials/credential';
import { PARCEL_TRANSITIONS } from '@bos/buildings/access/parcels/parcel';
import { VISITOR_TRANSITIONS } from '@bos/buildings/access/visitors/visitor';
import { DEVICE_ORDER_TRANSITIONS } from '@bos/buildings/devices/device-order';
import { EPISODE_TRANSITIONS } from '@bos/buildings/devices/readings/episode';
import { CONVERSATION_TRANSITIONS } from '@bos/conversations/conversations/conversation';
import { MEDIA_TRANSITIONS } from '@bos/conversations/media/media';
import type { TransitionTable } from '@bos/kernel/transitions';
import { MISSION_TRANSITIONS } from '@bos/missions/missions/mission';
import { STEP_TRANSITIONS } from '@bos/missions/missions/step';
import { TASK_TRANSITIONS } from '@bos/operations/tasks/task';
import { TICKET_TRANSITIONS } from '@bos/operations/tickets/ticket';
import { MERGE_TRANSITIONS } from '@bos/people/merge/merge';
import { ROSTER_IMPORT_TRANSITIONS } from '@bos/people/roster/roster-import';
import { REQUEST_TRANSITIONS } from '@bos/people/verification/verification-request';
import { CHECK_IN_TRANSITIONS } from '@bos/stays/check-in/check-in';
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
  diagram('Task', TASK_TRANSITIONS),
  diagram('Reservation', RESERVATION_TRANSITIONS),
  diagram('Check-in of a guest', CHECK_IN_TRANSITIONS),
  diagram('Code or tag', CREDENTIAL_TRANSITIONS),
  diagram('Visitor', VISITOR_TRANSITIONS),
  diagram('Parcel', PARCEL_TRANSITIONS),
  diagram('Command to a device', DEVICE_ORDER_TRANSITIONS),
  diagram('Trouble of a device', EPISODE_TRANSITIONS),
  diagram('Conversation', CONVERSATION_TRANSITIONS),
  diagram('Merge of two members', MERGE_TRANSITIONS),
  diagram('Verification by the staff', REQUEST_TRANSITIONS),
  diagram('Import of a roster', ROSTER_IMPORT_TRANSITIONS),
  diagram('File of a received message', MEDIA_TRANSITIONS),
].join('\n\n')}
`;
}
