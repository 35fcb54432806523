import { queuedMessage } from '@bos/conversations/messages/outbox';
import { deliveryScene } from '@bos/conversations/messages/testing/delivery-scene';
import { recordedMetrics } from '@bos/testing/recorded-metrics';
import type { SQSRecord } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { build } from './outbound.ts';

function record(messageId: string, body: object, group = 'c1'): SQSRecord {
  return {
    messageId,
    receiptHandle: messageId,
    body: JSON.stringify(body),
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '0',
      SenderId: 'x',
      ApproximateFirstReceiveTimestamp: '0',
      MessageGroupId: group,
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:local:1:outbound',
    awsRegion: 'local',
  };
}

async function open() {
  const scene = await deliveryScene();
  const { buildingId, conversationId } = scene.reference;
  const common = { buildingId, conversationId, userId: 'maria', sender: 'agent', at: scene.clock.now() } as const;
  await scene.table.write([queuedMessage({ ...common, messageId: 'm2', text: 'Segunda.' })]);
  const { table, clock, blindIndex, log, sender } = scene.dependencies;
  const { metrics, recorded } = recordedMetrics();
  return { ...scene, recorded, handler: build({ table, clock, blindIndex, log, metrics, whatsapp: { sender } }) };
}

const bodyOf = (messageId: string) => ({ buildingId: 'demo', conversationId: 'c1', messageId });

describe('the outbound queue', () => {
  test('delivers a conversation in order', async () => {
    const { handler, calls } = await open();
    const Records = [record('1', bodyOf('m1')), record('2', bodyOf('m2'))];
    expect(await handler({ Records })).toEqual({ batchItemFailures: [] });
    expect(calls.map(({ text }) => text)).toEqual(['Pronto.', 'Segunda.']);
  });

  test('holds back what stands behind a message that must wait, and nothing else', async () => {
    const { handler, calls, whenCalled } = await open();
    whenCalled(async () => ({ kind: 'refused', code: 'WHATSAPP_131056', remedy: 'wait' }));
    const Records = [
      record('1', bodyOf('m1')),
      record('2', bodyOf('m2')),
      record('3', { ...bodyOf('none'), conversationId: 'c2' }, 'c2'),
    ];
    expect(await handler({ Records })).toEqual({
      batchItemFailures: [{ itemIdentifier: '1' }, { itemIdentifier: '2' }],
    });
    expect(calls).toHaveLength(1);
  });

  test('counts what became of each message, and a message that is not due as nothing', async () => {
    const { handler, whenCalled, recorded } = await open();
    await handler({ Records: [record('1', bodyOf('m1')), record('2', bodyOf('m1'))] });
    whenCalled(async () => ({ kind: 'refused', code: 'WHATSAPP_131026', remedy: 'none' }));
    await handler({ Records: [record('3', bodyOf('m2'))] });
    expect(recorded).toEqual(['ReplyDelivery sent 1', 'ReplyDelivery failed 1']);
  });

  test('gives a body that is none back to the queue', async () => {
    const { handler } = await open();
    expect(await handler({ Records: [record('1', { nothing: true })] })).toEqual({
      batchItemFailures: [{ itemIdentifier: '1' }],
    });
  });
});
