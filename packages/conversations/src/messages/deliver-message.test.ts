import { HOUR, MINUTE } from '@bos/kernel/clock';
import { type ConsentChange, createConsentStore } from '@bos/people/consent/consent-store';
import { describe, expect, test } from 'vitest';
import type { SendOutcome } from '../whatsapp/whatsapp-sender.ts';
import { deliverMessage } from './deliver-message.ts';
import { applyStatus } from './message-status.ts';
import { type DeliveryScene, deliveryScene } from './testing/delivery-scene.ts';

const outcome = (value: SendOutcome) => async () => value;
const unknown = outcome({ kind: 'unknown', reason: 'TimeoutError' });
const busy = outcome({ kind: 'refused', code: 'WHATSAPP_131056', remedy: 'wait' });
const never = outcome({ kind: 'refused', code: 'WHATSAPP_131026', remedy: 'none' });
const killed = async (): Promise<SendOutcome> => {
  throw new Error('SIGKILL');
};

const deliver = ({ dependencies, reference }: DeliveryScene) => deliverMessage(dependencies, reference);
const report = ({ table, blindIndex, channel }: DeliveryScene, status: string, over: object = {}) =>
  applyStatus(
    { table, blindIndex },
    { status: { id: 'wamid.1', status, timestamp: '1795348805', biz_opaque_callback_data: 'demo/c1/m1', ...over } },
    channel,
  );

describe('delivering a message', () => {
  test('sends it with our id, and stores the id of WhatsApp', async () => {
    const scene = await deliveryScene({ message: { buttons: [{ id: 'y', title: 'Sim' }] } });
    expect(await deliver(scene)).toBe('sent');
    expect(scene.calls).toEqual([
      {
        phoneNumberId: '109917730042258',
        address: { kind: 'phone', value: '5511900000301' },
        text: 'Pronto.',
        buttons: [{ id: 'y', title: 'Sim' }],
        callbackData: 'demo/c1/m1',
      },
    ]);
    expect(await scene.message()).toMatchObject({ status: 'sent', providerMessageId: 'wamid.1', attempts: 1 });
    expect(await report(scene, 'delivered', { biz_opaque_callback_data: undefined })).toBe('applied');
  });

  test('does nothing a second time', async () => {
    const scene = await deliveryScene();
    await deliver(scene);
    expect(await deliver(scene)).toBe('nothing');
    expect(await deliverMessage(scene.dependencies, { ...scene.reference, messageId: 'none' })).toBe('nothing');
    expect(scene.calls).toHaveLength(1);
  });

  test('lets one of several workers send it', async () => {
    const scene = await deliveryScene();
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => deliver(scene)));
    expect(scene.calls).toHaveLength(1);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).not.toHaveLength(0);
    expect(await scene.message()).toMatchObject({ status: 'sent' });
  });

  test.each([
    ['a moment before', 24 * HOUR - 1, 'sent', 1],
    ['at', 24 * HOUR, 'failed', 0],
  ])('asks nothing of WhatsApp once the window is closed: %s 24 hours', async (_case, elapsed, expected, calls) => {
    const scene = await deliveryScene();
    await scene.clock.advance(elapsed);
    expect(await deliver(scene)).toBe(expected);
    expect(scene.calls).toHaveLength(calls);
    if (calls === 0) expect(await scene.message()).toMatchObject({ status: 'failed', failureCode: 'WINDOW_CLOSED' });
  });

  test('counts the window from the last message by the clock of WhatsApp', async () => {
    const scene = await deliveryScene({ conversation: { lastInboundAt: '2026-11-21T11:59:59.000Z' } });
    expect(await deliver(scene)).toBe('failed');
  });

  describe('to somebody who has stopped', () => {
    const stop = async ({ table, blindIndex, clock }: DeliveryScene, over: Partial<ConsentChange> = {}) =>
      table.write(
        await createConsentStore(table, blindIndex).noting({
          phoneNumberId: '109917730042258',
          addresses: [{ kind: 'phone', value: '5511900000301' }],
          state: 'stopped',
          source: 'message',
          at: clock.now(),
          heardAt: clock.now(),
          ...over,
        }),
      );

    test('asks nothing of WhatsApp, and says why', async () => {
      const scene = await deliveryScene();
      await stop(scene);
      expect(await deliver(scene)).toBe('failed');
      expect(scene.calls).toEqual([]);
      expect(await scene.message()).toMatchObject({ status: 'failed', failureCode: 'CONSENT_STOPPED' });
    });

    test('sends the one confirmation', async () => {
      const scene = await deliveryScene();
      await stop(scene, { confirmationId: 'm1' });
      expect(await deliver(scene)).toBe('sent');
    });

    test('answers what they write afterwards', async () => {
      const scene = await deliveryScene();
      await stop(scene, { at: new Date(scene.clock.now().getTime() - 1_000) });
      expect(await deliver(scene)).toBe('sent');
    });

    test('sends again once they want it', async () => {
      const scene = await deliveryScene();
      await stop(scene);
      await stop(scene, { state: 'given', at: new Date(scene.clock.now().getTime() + 1_000) });
      expect(await deliver(scene)).toBe('sent');
    });
  });

  describe('when WhatsApp refuses', () => {
    test('for now: it waits in the outbox, and the queue is told', async () => {
      const scene = await deliveryScene();
      scene.whenCalled(busy, busy, busy, busy);
      for (let i = 0; i < 4; i++) await expect(deliver(scene)).rejects.toMatchObject({ code: 'WHATSAPP_BUSY' });
      expect(await scene.message()).toMatchObject({ status: 'queued', attempts: 0 });
      expect(await deliver(scene)).toBe('sent');
    });

    test('for good: it failed, with the reason', async () => {
      const scene = await deliveryScene();
      scene.whenCalled(never);
      expect(await deliver(scene)).toBe('failed');
      expect(await scene.message()).toMatchObject({ status: 'failed', failureCode: 'WHATSAPP_131026' });
      expect(scene.logged).toEqual(['message.not_sent']);
    });

    test('because of the token: it failed, and the operator is told', async () => {
      const scene = await deliveryScene();
      scene.whenCalled(outcome({ kind: 'refused', code: 'WHATSAPP_190', remedy: 'operator' }));
      expect(await deliver(scene)).toBe('failed');
      expect(scene.logged).toEqual(['whatsapp.needs_attention']);
    });
  });

  describe('when nobody knows whether it went out', () => {
    test.each([
      ['the answer did not come', unknown, 'MESSAGE_OUTCOME_UNKNOWN'],
      ['the sender was killed', killed, undefined],
    ])('waits a minute and sends it once more: %s', async (_case, first, code) => {
      const scene = await deliveryScene();
      scene.whenCalled(first);
      await expect(deliver(scene)).rejects.toMatchObject(code === undefined ? { message: 'SIGKILL' } : { code });
      expect(await scene.message()).toMatchObject({ status: 'sending', attempts: 1 });

      await scene.clock.advance(MINUTE - 1);
      await expect(deliver(scene)).rejects.toMatchObject({ code: 'MESSAGE_OUTCOME_UNKNOWN' });
      expect(scene.calls).toHaveLength(1);

      await scene.clock.advance(1);
      expect(await deliver(scene)).toBe('sent');
      expect(await scene.message()).toMatchObject({ status: 'sent', attempts: 2, providerMessageId: 'wamid.2' });
    });

    test('never sends it a third time', async () => {
      const scene = await deliveryScene();
      scene.whenCalled(unknown, unknown);
      for (let i = 0; i < 2; i++) {
        await expect(deliver(scene)).rejects.toMatchObject({ kind: 'unavailable' });
        await scene.clock.advance(MINUTE);
      }
      expect(await deliver(scene)).toBe('uncertain');
      expect(await deliver(scene)).toBe('nothing');
      expect(scene.calls).toHaveLength(2);
      expect(await report(scene, 'delivered')).toBe('applied');
      expect(await scene.message()).toMatchObject({ status: 'delivered', providerMessageId: 'wamid.1' });
    });

    test('sends it no second time when a report came meanwhile', async () => {
      const scene = await deliveryScene();
      scene.whenCalled(killed);
      await expect(deliver(scene)).rejects.toThrow('SIGKILL');
      expect(await report(scene, 'sent')).toBe('applied');
      await scene.clock.advance(MINUTE);
      expect(await deliver(scene)).toBe('nothing');
      expect(scene.calls).toHaveLength(1);
    });

    test('says "uncertain", not "failed", when only the second call was refused', async () => {
      const scene = await deliveryScene();
      scene.whenCalled(unknown, never);
      await expect(deliver(scene)).rejects.toMatchObject({ kind: 'unavailable' });
      await scene.clock.advance(MINUTE);
      expect(await deliver(scene)).toBe('uncertain');
    });

    test('says "uncertain" when the window closed before the second call', async () => {
      const scene = await deliveryScene();
      scene.whenCalled(unknown);
      await expect(deliver(scene)).rejects.toMatchObject({ kind: 'unavailable' });
      await scene.clock.advance(24 * HOUR);
      expect(await deliver(scene)).toBe('uncertain');
      expect(scene.calls).toHaveLength(1);
    });

    test('lets the second call stand when the first one is reported as failed', async () => {
      const scene = await deliveryScene();
      const failure = { errors: [{ code: 131026 }] };
      scene.whenCalled(unknown, async () => {
        await report(scene, 'failed', { id: 'wamid.first', ...failure });
        return { kind: 'accepted', providerMessageId: 'wamid.2' };
      });
      await expect(deliver(scene)).rejects.toMatchObject({ kind: 'unavailable' });
      await scene.clock.advance(MINUTE);
      expect(await deliver(scene)).toBe('sent');
      expect(await scene.message()).toMatchObject({ status: 'sent', providerMessageId: 'wamid.2' });
      expect(await scene.message()).not.toHaveProperty('failureCode');
      expect(await report(scene, 'failed', { id: 'wamid.first', ...failure })).toBe('stale');
    });

    test('counts a message that went out twice', async () => {
      const scene = await deliveryScene();
      scene.whenCalled(unknown, async () => {
        await report(scene, 'delivered', { id: 'wamid.first' });
        return { kind: 'accepted', providerMessageId: 'wamid.2' };
      });
      await expect(deliver(scene)).rejects.toMatchObject({ kind: 'unavailable' });
      await scene.clock.advance(MINUTE);
      expect(await deliver(scene)).toBe('sent');
      expect(scene.logged).toEqual(['message.sent_twice']);
      expect(await scene.message()).toMatchObject({ status: 'delivered', providerMessageId: 'wamid.first' });
    });
  });

  test.each([
    ['sent', 'sent'],
    ['delivered', 'delivered'],
    ['read', 'read'],
  ])('keeps "%s" when the report comes before the answer', async (reported, status) => {
    const scene = await deliveryScene();
    scene.whenCalled(async () => {
      expect(await report(scene, reported)).toBe('applied');
      return { kind: 'accepted', providerMessageId: 'wamid.1' };
    });
    expect(await deliver(scene)).toBe('sent');
    expect(await scene.message()).toMatchObject({ status, providerMessageId: 'wamid.1', version: 3 });
    expect(await report(scene, 'read', { biz_opaque_callback_data: undefined })).toBe(
      status === 'read' ? 'stale' : 'applied',
    );
  });

  test('keeps "failed" when the report comes before the answer', async () => {
    const scene = await deliveryScene();
    scene.whenCalled(async () => {
      await report(scene, 'failed', { errors: [{ code: 131047 }] });
      return { kind: 'accepted', providerMessageId: 'wamid.1' };
    });
    await deliver(scene);
    expect(await scene.message()).toMatchObject({ status: 'failed', failureCode: 'WINDOW_CLOSED' });
  });
});
