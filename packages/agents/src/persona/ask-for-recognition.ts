import { notificationEntity } from '@bos/conversations/notifications/notification';
import { deterministicId } from '@bos/kernel/ids';
import type { Role } from '@bos/kernel/role';
import { maskPhone } from '@bos/people/persons/mask-phone';
import { askStaff } from '@bos/people/verification/ask-staff';
import type { Claimant } from '@bos/people/verification/proof';
import type { Table } from '@bos/table/table';
import { create, type WriteOperation } from '@bos/table/write';
import { MOST_TOLD_IN_TURN, staffWith } from '../notices/staff-inbox.ts';
import type { Turn } from './turn.ts';
import { verifyPhrase } from './verify-phrases.ts';

const DECIDERS: readonly Role[] = ['manager', 'front_desk'];

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
  const body = verifyPhrase('staffBody', language, { phone: phone === undefined ? '–' : maskPhone(phone) });
  // Whoever is not told finds the request in the list.
  const deciders = await staffWith(table, buildingId, DECIDERS, claimant.at);
  return [
    ...writes,
    ...deciders.slice(0, MOST_TOLD_IN_TURN).map((userId) =>
      create(notificationEntity, {
        buildingId,
        userId,
        notificationId: deterministicId(claimant.at, 'recognition', requestId, userId),
        kind: 'service_request',
        urgency: 'normal',
        title: verifyPhrase('staffTitle', language),
        body,
        aboutUserId,
        conversationId: conversation.conversationId,
      }),
    ),
  ];
}
