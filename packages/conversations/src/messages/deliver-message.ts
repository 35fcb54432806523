import type { Clock } from '@bos/kernel/clock';
import { DomainError } from '@bos/kernel/errors';
import type { Log } from '@bos/kernel/log';
import type { BlindIndex } from '@bos/table/encryption/blind-index';
import type { Stored } from '@bos/table/entity';
import { retryConflicts } from '@bos/table/retry-conflicts';
import type { Table } from '@bos/table/table';
import { replace } from '@bos/table/write';
import type { SendOutcome, WhatsAppSender } from '../whatsapp/whatsapp-sender.ts';
import { callbackDataOf } from './callback-data.ts';
import { claimMessage } from './claim-message.ts';
import { type Message, messageEntity } from './message.ts';
import { createMessageStore, type MessageReference } from './message-store.ts';
import { recordAccepted } from './record-accepted.ts';

export interface DeliveryDependencies {
  readonly table: Table;
  readonly clock: Clock;
  readonly blindIndex: BlindIndex;
  readonly sender: WhatsAppSender;
  readonly log: Log;
}

export type DeliveryOutcome = 'sent' | 'failed' | 'uncertain' | 'nothing';

type Refusal = Extract<SendOutcome, { kind: 'refused' }>;

/**
 * Sends one message of the outbox: claimed first by a conditional write, so that two workers never both send it.
 *
 * A call whose outcome stays unknown (a kill, a time-out) leaves the message `sending`. It is called once more when
 * no report has come for 60 s, then never again: one duplicate at the most. Throws a DomainError `unavailable` when
 * the queue is to try again later: WHATSAPP_BUSY (refused for now), MESSAGE_OUTCOME_UNKNOWN (asked too early).
 */
export async function deliverMessage(
  dependencies: DeliveryDependencies,
  reference: MessageReference,
): Promise<DeliveryOutcome> {
  const { sender, log } = dependencies;
  const claim = await claimMessage(dependencies, reference);
  if (claim.kind === 'failed') log.warn('message.not_sent', { ...reference, code: claim.code });
  if (claim.kind === 'uncertain') log.warn('message.uncertain', { ...reference });
  if (claim.kind !== 'claimed') return claim.kind;
  const { message, text, conversation } = claim;
  const outcome = await sender.send({
    phoneNumberId: conversation.channelId,
    address: conversation.address,
    text,
    buttons: message.buttons ?? [],
    callbackData: callbackDataOf(reference),
  });
  switch (outcome.kind) {
    case 'accepted':
      await recordAccepted(dependencies, message, outcome.providerMessageId);
      return 'sent';
    case 'refused':
      return recordRefusal(dependencies, message, outcome);
    case 'unknown':
      throw new DomainError(
        'unavailable',
        'MESSAGE_OUTCOME_UNKNOWN',
        `Nobody knows whether message ${message.messageId} went out: ${outcome.reason}.`,
      );
  }
}

async function recordRefusal(
  { table, log }: DeliveryDependencies,
  claimed: Stored<Message>,
  refusal: Refusal,
): Promise<DeliveryOutcome> {
  const { buildingId, conversationId, messageId, attempts = 1 } = claimed;
  const next = afterRefusal(attempts, refusal);
  const stood = await retryConflicts(async (attempt) => {
    const current =
      attempt === 1 ? claimed : await createMessageStore(table).get(buildingId, conversationId, messageId);
    // A report or another worker was here meanwhile: what it wrote stands.
    if (current?.status !== 'sending' || current.claimedAt !== claimed.claimedAt) return false;
    await table.write([replace(messageEntity, current, { ...current, ...next })]);
    return true;
  });
  if (!stood) return 'nothing';
  const refused = new DomainError(
    'unavailable',
    'WHATSAPP_BUSY',
    `WhatsApp refused message ${messageId}: ${refusal.code}.`,
  );
  if (refusal.remedy === 'wait') throw refused;
  const fields = { buildingId, conversationId, messageId, code: refusal.code };
  if (refusal.remedy === 'operator') log.error('whatsapp.needs_attention', refused, fields);
  else log.warn('message.not_sent', fields);
  return next.status === 'failed' ? 'failed' : 'uncertain';
}

/** A refused call was no call: it does not count. An earlier one, of unknown outcome, forbids to say "failed". */
function afterRefusal(attempts: number, { remedy, code }: Refusal) {
  if (remedy === 'wait') return { status: 'queued', attempts: attempts - 1 } as const;
  return { status: attempts > 1 ? 'uncertain' : 'failed', failureCode: code } as const;
}
