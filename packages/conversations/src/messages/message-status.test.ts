import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { whatsAppFixture } from '../../../../test/fixtures/whatsapp/read-fixtures.ts';
import { readWebhook } from '../whatsapp/webhook-body.ts';
import { readCallbackData } from './callback-data.ts';
import { deliverMessage } from './deliver-message.ts';
import { isForward, reportedStatus } from './delivery-order.ts';
import { MESSAGE_STATUSES, type MessageStatus } from './message.ts';
import { applyStatus } from './message-status.ts';
import { type DeliveryScene, deliveryScene } from './testing/delivery-scene.ts';

const WORDS = ['sent', 'delivered', 'read', 'played', 'failed', 'deleted', 'warning'];

const apply = ({ table, blindIndex, channel }: DeliveryScene, status: object, buildingIds = channel.buildingIds) =>
  applyStatus({ table, blindIndex }, { status }, { buildingIds });
const reportOf = (status: string, over: object = {}) => ({ id: 'wamid.1', status, timestamp: '1795348805', ...over });

async function sentScene() {
  const scene = await deliveryScene();
  await deliverMessage(scene.dependencies, scene.reference);
  return scene;
}

describe('a delivery', () => {
  test('moves forward only, wherever it stands', () => {
    const forward = (from: MessageStatus) => MESSAGE_STATUSES.filter((to) => isForward(from, to) && to !== 'received');
    expect(forward('queued')).toEqual(['sending', 'uncertain', 'failed', 'sent', 'delivered', 'read']);
    expect(forward('sending')).toEqual(['uncertain', 'failed', 'sent', 'delivered', 'read']);
    expect(forward('uncertain')).toEqual(['failed', 'sent', 'delivered', 'read']);
    expect(forward('sent')).toEqual(['failed', 'delivered', 'read']);
    expect(forward('failed')).toEqual(['delivered', 'read']);
    expect(forward('delivered')).toEqual(['read']);
    expect(forward('read')).toEqual([]);
    expect(forward('received')).toEqual([]);
  });

  test('ends in the same state, in whatever order and however often its reports come', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...WORDS), { maxLength: 8 }), async (words) => {
        const scene = await sentScene();
        let version = (await scene.message()).version;
        let before: MessageStatus = 'sent';
        for (const word of words) {
          const outcome = await apply(scene, reportOf(word));
          const message = await scene.message();
          expect(isForward(message.status, before)).toBe(false);
          expect(message.version).toBe(outcome === 'applied' ? version + 1 : version);
          ({ status: before, version } = message);
        }
        const furthest = words
          .map(reportedStatus)
          .reduce<MessageStatus>((best, next) => (next !== undefined && isForward(best, next) ? next : best), 'sent');
        expect(before).toBe(furthest);
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  test('that was read was delivered: the late report of it changes nothing', async () => {
    const scene = await sentScene();
    expect(await apply(scene, reportOf('read'))).toBe('applied');
    expect(await apply(scene, reportOf('delivered'))).toBe('stale');
  });

  test('is found by our id, or by that of WhatsApp', async () => {
    const scene = await sentScene();
    expect(await apply(scene, reportOf('delivered', { id: 'wamid.unknown' }))).toBe('unmatched');
    expect(await apply(scene, reportOf('delivered'))).toBe('applied');
    expect(await apply(scene, reportOf('read', { biz_opaque_callback_data: 'demo/c1/m1' }))).toBe('applied');
  });

  test('is looked for among the buildings of its number and nowhere else', async () => {
    const scene = await sentScene();
    const named = { biz_opaque_callback_data: 'demo/c1/m1' };
    expect(await apply(scene, reportOf('read', named), ['other'])).toBe('unmatched');
    expect(await apply(scene, reportOf('read'), ['other'])).toBe('unmatched');
    const many = [...Array.from({ length: 120 }, (_, i) => `b${i}`), 'demo'];
    expect(await apply(scene, reportOf('read'), many)).toBe('applied');
  });

  test('of a message that is not there is not matched', async () => {
    const scene = await sentScene();
    expect(await apply(scene, reportOf('read', { biz_opaque_callback_data: 'demo/c1/none' }))).toBe('unmatched');
  });

  test('that failed says why', async () => {
    const scene = await sentScene();
    await apply(scene, reportOf('failed', { errors: [{ code: 131062, title: 'x' }] }));
    expect(await scene.message()).toMatchObject({ status: 'failed', failureCode: 'WHATSAPP_131062' });
    await apply(scene, reportOf('delivered'));
    expect(await scene.message()).not.toHaveProperty('failureCode');
  });

  test('has the time that WhatsApp took it', async () => {
    const scene = await deliveryScene();
    await apply(scene, reportOf('sent', { biz_opaque_callback_data: 'demo/c1/m1' }));
    expect(await scene.message()).toMatchObject({ status: 'sent', sentAt: new Date(1795348805000).toISOString() });
  });

  test('meets another worker and still counts', async () => {
    const scene = await sentScene();
    const outcomes = await Promise.all(['delivered', 'read', 'sent'].map((word) => apply(scene, reportOf(word))));
    expect(outcomes).toContain('applied');
    expect(await scene.message()).toMatchObject({ status: 'read' });
  });

  test.each([{}, { status: {} }, { status: { id: 'a' } }, null])('is refused when %j is no report', async (body) => {
    const { table, blindIndex, channel } = await deliveryScene();
    await expect(applyStatus({ table, blindIndex }, body, channel)).rejects.toThrow('delivery report');
  });
});

describe('our id in a report', () => {
  test.each([undefined, '', 'demo', 'demo/c1', 'demo/c1/m1/x', 'de#mo/c1/m1', 'outbox:01JD0000000000000000000042'])(
    'is none of ours: %s',
    (text) => {
      expect(readCallbackData(text)).toBeUndefined();
    },
  );

  test('of another program leads to no message', async () => {
    const scene = await sentScene();
    const [envelope] = readWebhook(JSON.parse(whatsAppFixture('status_sent').bytes.toString())).statuses;
    const { table, blindIndex, channel } = scene;
    expect(await applyStatus({ table, blindIndex }, envelope, channel)).toBe('unmatched');
  });
});
