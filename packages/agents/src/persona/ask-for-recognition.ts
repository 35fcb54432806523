import { notificationEntity } from '@bos/conversations/notifications/notification';
import { deterministicId } from '@bos/kernel/ids';
import type { Role } from '@bos/kernel/role';
import { maskPhone } from '@bos/people/persons/mask-phone';
import { askStaff } from '@bos/people/verification/ask-staff';
import type { Claimant } from '@bos/people/verification/proof';
import type { Table } from '@bos/table/table';
import { create, type WriteOperation } from '@bos/table/write';
import { staffWith } from '../director/tools/staff-inbox.ts';
import type { Turn } from './turn.ts';
import { VERIFY_PHRASES } from './verify-phrases.ts';

const DECIDERS: readonly Role[] = ['manager', 'front_desk'];
/** One transaction holds them beside the turn; whoever is not told finds the request in the list. */
const MOST_TOLD = 50;

/** Asks the staff who the sender is, and tells those who decide; nothing when they were asked already. */
export async function askForRecognition(
  table: Table,
  claimant: Claimant,
  { building, conversation, message }: Turn,
): Promise<readonly WriteOperation[]> {
  const { requestId, isNew, writes } = await askStaff({ table }, claimant);
  if (!isNew) return [];
  const { buildingId, userId: aboutUserId } = claimant.membership;
  const language = building.languages[0] ?? 'en';
  const { phone } = message.sender;
  const body = VERIFY_PHRASES.staffBody[language].replace('{phone}', phone === undefined ? '–' : maskPhone(phone));
  const deciders = await staffWith(table, buildingId, DECIDERS, claimant.at);
  return [
    ...writes,
    ...deciders.slice(0, MOST_TOLD).map((userId) =>
      create(notificationEntity, {
        buildingId,
        userId,
        notificationId: deterministicId(claimant.at, 'recognition', requestId, userId),
        kind: 'service_request',
        urgency: 'normal',
        title: VERIFY_PHRASES.staffTitle[language],
        body,
        aboutUserId,
        conversationId: conversation.conversationId,
      }),
    ),
  ];
}
