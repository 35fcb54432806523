import { buildingChoiceEntity } from '@bos/conversations/channels/building-choice';
import type { Channel } from '@bos/conversations/channels/channel';
import type { InboundMessage } from '@bos/conversations/whatsapp/inbound-message';
import type { Clock } from '@bos/kernel/clock';
import type { Log } from '@bos/kernel/log';
import { addressesOf, consentAddresses } from '@bos/people/consent/addresses';
import { followChange } from '@bos/people/consent/follow-change';
import { linkAddresses } from '@bos/people/identities/link-addresses';
import { resolveSender } from '@bos/people/identities/resolve-sender';
import { chooseBuilding } from '@bos/people/memberships/choose-building';
import { ensureMembership } from '@bos/people/memberships/ensure-membership';
import type { Membership } from '@bos/people/memberships/membership';
import { createMembershipStore } from '@bos/people/memberships/membership-store';
import type { BlindIndex } from '@bos/table/encryption/blind-index';
import type { Table } from '@bos/table/table';

export interface FindSenderDependencies {
  readonly table: Table;
  readonly blindIndex: BlindIndex;
  readonly clock: Clock;
  readonly log: Log;
}

/** Who wrote, and in which building. */
export interface KnownSender {
  readonly membership: Membership;
  /** The buildings among which the person must choose first; `membership` is then of the first of them. */
  readonly choices?: readonly string[];
}

const BUILDING_BUTTON = 'building:';

export const buildingButton = (buildingId: string): string => BUILDING_BUTTON + buildingId;

/** The building of a tapped button. */
export function tappedBuilding({ selection }: InboundMessage): string | undefined {
  return selection?.id.startsWith(BUILDING_BUTTON) ? selection.id.slice(BUILDING_BUTTON.length) : undefined;
}

/**
 * The person and their membership; strangers are given both, without any right. Undefined when WhatsApp named
 * nobody. These writes come before all others and are idempotent.
 */
export async function findSender(
  deps: FindSenderDependencies,
  channel: Channel,
  message: InboundMessage,
  senderHash: string,
): Promise<KnownSender | undefined> {
  const { sender, profileName, sentAt } = message;
  if (sender.whatsappUserId === undefined && sender.phone === undefined) return undefined;
  const named = profileName === undefined ? {} : { profileName };
  const { userId, identityConflict } = await resolveSender(deps, { ...sender, ...named, at: sentAt });
  if (identityConflict) deps.log.warn('sender.identity_conflict', { phoneNumberId: channel.phoneNumberId });
  if (message.identityChange) {
    const { previous, current } = message.identityChange;
    await linkAddresses(deps, userId, current);
    const known = await addressesOf(deps.table, userId, previous);
    await followChange(deps, channel.phoneNumberId, known, consentAddresses(current));
  }

  const choice = await buildingOf(deps, channel, userId, senderHash, tappedBuilding(message));
  const displayName = profileName === undefined ? {} : { displayName: profileName.slice(0, 120) };
  const membership = await ensureMembership(deps, { buildingId: choice.buildingId, userId, ...displayName });
  return { membership, ...(choice.choices && { choices: choice.choices }) };
}

interface Choice {
  readonly buildingId: string;
  readonly choices?: readonly string[];
}

async function buildingOf(
  { table, clock }: FindSenderDependencies,
  { phoneNumberId, buildingIds }: Channel,
  userId: string,
  senderHash: string,
  tapped: string | undefined,
): Promise<Choice> {
  const [first = ''] = buildingIds;
  // The usual number serves one building, and then nothing need be looked up.
  if (buildingIds.length === 1) return { buildingId: first };
  if (tapped !== undefined && buildingIds.includes(tapped)) return { buildingId: tapped };

  const remembered = await table.get(buildingChoiceEntity, { phoneNumberId, senderHash });
  if (remembered && buildingIds.includes(remembered.buildingId)) return { buildingId: remembered.buildingId };

  const choice = chooseBuilding(await createMembershipStore(table).listOfUser(userId), buildingIds, clock.now());
  if (choice.kind !== 'ask') return { buildingId: choice.buildingId };
  return { buildingId: choice.buildingIds[0] ?? first, choices: choice.buildingIds };
}
