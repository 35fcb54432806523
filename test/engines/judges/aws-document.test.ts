import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { silentMetrics } from '@bos/kernel/metrics';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { CATALOG } from '../../../functions/catalog.ts';
import { offlineLanguage } from '../../../functions/ports/language-ports.ts';
import { QUEUES } from '../../../functions/queue-definitions.ts';
import { build as buildInbound } from '../../../functions/queues/inbound.ts';
import { build as buildWebhook } from '../../../functions/webhooks/whatsapp.ts';
import { RUNBOOK_SECTIONS } from '../../../lib/constructs/alarms/bos-alarm.ts';
import { readSettings } from '../../../lib/settings.ts';
import { synthesise } from '../../infra/synthesise.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const page = readFileSync(join(root, 'docs', 'aws.md'), 'utf8');

/** The words in code style of the first column of the table under that heading. */
function firstColumn(heading: string): string[] {
  const section = page.split(/^## /m).find((text) => text.startsWith(heading)) ?? '';
  const cells = section.split('\n').flatMap((line) => /^\| (`.*?) \|/.exec(line)?.[1] ?? []);
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word));
}

describe('the page on AWS', () => {
  test('explains every setting, and no other', () => {
    const asked: string[] = [];
    readSettings((name) => void asked.push(name));
    expect(firstColumn('2. Decide').toSorted()).toEqual(asked.toSorted());
  });

  test('names every secret that functions read', () => {
    const names = CATALOG.flatMap(({ rights }) =>
      rights.flatMap((right) => (right.kind === 'secret' ? right.name : [])),
    );
    const expected = [...new Set(names)].map((name) => `bos/ENV/${name}`);
    expect(firstColumn('4. Give').toSorted()).toEqual(expected.toSorted());
  });

  test('names every kind of alarm', () => {
    expect(firstColumn('8. Alarms').toSorted()).toEqual(RUNBOOK_SECTIONS.toSorted());
  });

  test('names outputs that the stacks have, and every kind of resource that they retain', () => {
    const missionDefinition = readFileSync(join(root, 'lib', 'workflows', 'mission.asl.json'), 'utf8');
    const { api, data, missions, observability } = synthesise({
      catalog: CATALOG,
      queues: Object.values(QUEUES),
      missionDefinition,
    });
    for (const output of [
      'TableName',
      'KeysTableName',
      'DataKeyArn',
      'DocumentsBucketName',
      'ErasuresBucketName',
      'UserPoolId',
      'UserPoolClientId',
    ])
      expect(data.findOutputs(output), output).not.toEqual({});
    expect(api.findOutputs('Url')).not.toEqual({});
    expect(observability.findOutputs('AlarmTopicArn')).not.toEqual({});
    const schema = z.object({
      Resources: z.record(z.string(), z.looseObject({ Type: z.string(), DeletionPolicy: z.string().optional() })),
    });
    const retained = [api, data, missions, observability].flatMap((template) =>
      Object.values(schema.parse(template.toJSON()).Resources).flatMap(({ Type, DeletionPolicy }) =>
        DeletionPolicy === 'Retain' ? [Type] : [],
      ),
    );
    expect(retained.toSorted()).toEqual([
      'AWS::Backup::BackupVault',
      'AWS::Cognito::UserPool',
      'AWS::DynamoDB::GlobalTable',
      'AWS::DynamoDB::GlobalTable',
      'AWS::KMS::Key',
      'AWS::KMS::Key',
      'AWS::S3::Bucket',
      'AWS::S3::Bucket',
      'AWS::S3::Bucket',
    ]);
  });

  test('signs a message that is taken, and belongs to no number', async () => {
    const lines = page.split('\n').filter((line) => /^(BODY|SIGNATURE)=/.test(line));
    const script = [...lines, 'printf "%s\\n%s" "$SIGNATURE" "$BODY"'].join('\n');
    const secret = 'the app secret';
    const env = { PATH: process.env.PATH, APP_SECRET: secret };
    const [signature, body] = execFileSync('bash', ['-c', script], { env }).toString().split('\n');
    const clock = virtualClock();
    const { table, blindIndex, items } = createMemoryTable({ clock });
    const logged: string[] = [];
    const note = (event: string) => void logged.push(event);
    const log = { info: note, warn: note, error: note };
    const whatsapp = { appSecret: async () => secret, verifyToken: async () => undefined };
    const webhook = buildWebhook({ table, blindIndex, clock, log, whatsapp });
    const event = { headers: { 'x-hub-signature-256': `sha256=${signature}` }, body, requestContext: { http: {} } };
    expect(await Reflect.apply(webhook, undefined, [event])).toMatchObject({ statusCode: 200 });
    const receipt = items().find(({ type }) => type === 'receipt');
    const record = { messageId: '1', body: JSON.stringify(receipt?.data), attributes: {}, eventSourceARN: 'inbound' };
    const language = offlineLanguage(root);
    const inbound = buildInbound({ table, blindIndex, clock, log, metrics: silentMetrics, language });
    expect(await Reflect.apply(inbound, undefined, [{ Records: [record] }])).toEqual({ batchItemFailures: [] });
    expect(logged).toEqual(['receipt.no_channel']);
  });
});
