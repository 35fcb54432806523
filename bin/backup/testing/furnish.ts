import { randomBytes } from 'node:crypto';
import { buildingEntity } from '@bos/buildings/buildings/building';
import { unitEntity } from '@bos/buildings/units/unit';
import { channelEntity } from '@bos/conversations/channels/channel';
import { receiptEntity } from '@bos/conversations/channels/receipt';
import { conversationEntity } from '@bos/conversations/conversations/conversation';
import { mediaKey } from '@bos/conversations/media/media';
import { messageEntity } from '@bos/conversations/messages/message';
import { DEMO_BUILDING, DEMO_CHANNELS } from '@bos/embedded/demo/demo-building';
import { chunksOf } from '@bos/kernel/chunks';
import { systemClock as clock, MINUTE } from '@bos/kernel/clock';
import { resolveSender } from '@bos/people/identities/resolve-sender';
import { ensureMembership } from '@bos/people/memberships/ensure-membership';
import { create } from '@bos/table/write';
import type { Installation } from './installation.ts';

export const MARIA = '5511900000301';
export const JAMES = '12025550130';
export const PICTURE_BYTES = 300_000;

const phoneNumberId = DEMO_CHANNELS[0]?.phoneNumberId ?? '';
const placeOf = (userId: string) => ({ buildingId: 'demo', conversationId: `c-${userId}`, messageId: 'm1' });

/** A member of the demo building who has written a message with a picture. */
export async function moveIn(installation: Installation, phone: string, displayName: string): Promise<string> {
  const { table, documents } = installation;
  const at = clock.now().toISOString();
  const { userId } = await resolveSender(installation, { phone, at: clock.now() });
  await ensureMembership(installation, { buildingId: 'demo', userId, displayName });
  const place = placeOf(userId);
  await table.write([
    create(conversationEntity, {
      buildingId: 'demo',
      conversationId: place.conversationId,
      userId,
      channel: 'whatsapp',
      channelId: phoneNumberId,
      state: 'active',
      openedAt: at,
      lastMessageAt: at,
      address: { kind: 'phone', value: phone },
    }),
    create(messageEntity, {
      ...place,
      userId,
      direction: 'inbound',
      sender: 'person',
      kind: 'image',
      text: `${displayName} wrote this`,
      status: 'received',
      sentAt: at,
      mediaState: 'stored',
    }),
  ]);
  await documents.put({ key: mediaKey(place), contentType: 'image/jpeg', content: randomBytes(PICTURE_BYTES) });
  return userId;
}

/** What they wrote, and how large their picture is. */
export async function messageOf({ table, documents }: Installation, userId: string) {
  const bytes = (await documents.describe(mediaKey(placeOf(userId))))?.bytes;
  return { text: (await table.get(messageEntity, placeOf(userId)))?.text, bytes };
}

/** The demo building with so many units, two people, and a message that waits to be processed. Gives their ids. */
export async function furnish(installation: Installation, units: number) {
  const { table } = installation;
  const received = new Date(clock.now().getTime() - 5 * MINUTE).toISOString();
  await table.write([
    create(buildingEntity, DEMO_BUILDING),
    ...DEMO_CHANNELS.map((channel) => create(channelEntity, channel)),
    create(receiptEntity, {
      phoneNumberId,
      senderHash: 'sender',
      receiptId: 'receipt',
      kind: 'message',
      state: 'received',
      receivedAt: received,
    }),
  ]);
  const all = Array.from({ length: units }, (_, number) =>
    create(unitEntity, { buildingId: 'demo', unitId: `u${number}`, floor: 1 }),
  );
  for (const chunk of chunksOf(all, 100)) await table.write(chunk);
  return {
    maria: await moveIn(installation, MARIA, 'Maria Souza'),
    james: await moveIn(installation, JAMES, 'James Carter'),
  };
}
