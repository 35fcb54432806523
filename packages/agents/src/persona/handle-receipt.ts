import { createBuildingStore } from '@bos/buildings/buildings/building-store';
import type { Channel } from '@bos/conversations/channels/channel';
import { createChannelStore } from '@bos/conversations/channels/channel-store';
import type { Receipt } from '@bos/conversations/channels/receipt';
import { createReceiptStore, processed } from '@bos/conversations/channels/receipt-store';
import { applyStatus } from '@bos/conversations/messages/message-status';
import { interpretMessage } from '@bos/conversations/whatsapp/inbound-message';
import { statusBodySchema } from '@bos/conversations/whatsapp/webhook-schema';
import { MINUTE } from '@bos/kernel/clock';
import { DomainError, isDomainError } from '@bos/kernel/errors';
import type { Stored } from '@bos/table/entity';
import type { ReceiptDependencies } from './dependencies.ts';
import { findSender } from './find-sender.ts';
import { takeTurn } from './take-turn.ts';

/** A report on a message that we may not have stored yet is tried again for this long. */
const STATUS_PATIENCE = MINUTE;
/** Somebody else wrote the same conversation in between: read again. Beyond this the queue's own retry takes over. */
const MAX_CONFLICTS = 5;

/** What a receipt turned out to be, for whoever counts and times. */
export interface HandledReceipt {
  /** The kind of the message (`text`, `image` …), or `status` for a delivery report. */
  readonly kind: string;
  readonly receivedAt: string;
  /** The kind of danger that was answered. */
  readonly danger?: string;
  /** What a delivery report said of a message of ours, when that was news. */
  readonly reported?: string;
}

type Handled = Omit<HandledReceipt, 'receivedAt'>;

/**
 * Does what one received message or delivery report asks for, once: everything is written in one transaction with
 * the receipt, so that a repetition finds it processed and gives undefined. Throws when it should be tried again.
 */
export async function handleReceipt(
  deps: ReceiptDependencies,
  key: Pick<Receipt, 'phoneNumberId' | 'senderHash' | 'receiptId'>,
): Promise<HandledReceipt | undefined> {
  const receipts = createReceiptStore(deps.table);
  for (let conflicts = 0; ; conflicts++) {
    const receipt = await receipts.get(key);
    if (receipt === undefined || receipt.state === 'processed') return undefined;
    try {
      const handled = receipt.kind === 'status' ? handleStatus(deps, receipt) : handleMessage(deps, receipt);
      return { ...(await handled), receivedAt: receipt.receivedAt };
    } catch (error) {
      if (!isDomainError(error, 'WRITE_CONFLICT') || conflicts >= MAX_CONFLICTS) throw error;
    }
  }
}

async function close(deps: ReceiptDependencies, receipt: Stored<Receipt>, outcome: string): Promise<void> {
  await deps.table.write([processed(receipt, outcome, deps.clock.now())]);
}

async function channelOf(deps: ReceiptDependencies, receipt: Receipt): Promise<Channel | undefined> {
  const channel = await createChannelStore(deps.table).get(receipt.phoneNumberId);
  if (!channel) deps.log.warn('receipt.no_channel', { phoneNumberId: receipt.phoneNumberId });
  return channel;
}

async function handleStatus(deps: ReceiptDependencies, receipt: Stored<Receipt>): Promise<Handled> {
  const channel = await channelOf(deps, receipt);
  if (!channel) {
    await close(deps, receipt, 'no_channel');
    return { kind: receipt.kind };
  }
  const outcome = await applyStatus(deps, receipt.body, channel);
  const age = deps.clock.now().getTime() - Date.parse(receipt.receivedAt);
  if (outcome === 'unmatched' && age < STATUS_PATIENCE) {
    throw new DomainError(
      'unavailable',
      'STATUS_UNMATCHED',
      'A delivery report came before its message; it is tried again.',
    );
  }
  await close(deps, receipt, outcome);
  if (outcome !== 'applied') return { kind: 'status' };
  return { kind: 'status', reported: statusBodySchema.parse(receipt.body).status.status };
}

async function handleMessage(deps: ReceiptDependencies, receipt: Stored<Receipt>): Promise<Handled> {
  const channel = await channelOf(deps, receipt);
  if (!channel) {
    await close(deps, receipt, 'no_channel');
    return { kind: receipt.kind };
  }
  const message = interpretMessage(receipt.body);
  const { kind } = message;
  const sender = await findSender(deps, channel, message, receipt.senderHash);
  if (!sender) {
    await close(deps, receipt, 'no_sender');
    return { kind };
  }
  const building = await createBuildingStore(deps.table).get(sender.membership.buildingId);
  if (!building)
    throw new DomainError(
      'unavailable',
      'BUILDING_MISSING',
      `Channel ${channel.phoneNumberId} serves a building that does not exist.`,
    );
  const { mission } = await takeTurn(deps, { receipt, channel, message, building, ...sender });
  const danger = mission?.intents.find(({ intent }) => intent === 'emergency');
  return danger === undefined ? { kind } : { kind, danger: danger.slots.kind ?? 'other' };
}
