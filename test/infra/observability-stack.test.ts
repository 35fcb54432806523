import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { RUNBOOK_SECTIONS } from '../../lib/constructs/alarms/bos-alarm.ts';
import { FIXTURE_CATALOG, FIXTURE_QUEUES } from './fixture-catalog.ts';
import { synthesise } from './synthesise.ts';

const { observability, resources } = synthesise();

const alarmSchema = z.object({
  AlarmName: z.string(),
  AlarmDescription: z.string(),
  AlarmActions: z.array(z.unknown()).min(1),
  OKActions: z.array(z.unknown()).min(1),
  TreatMissingData: z.string(),
});
const alarms = resources('AWS::CloudWatch::Alarm').map(({ Properties }) => alarmSchema.parse(Properties));

const runbook = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');
/** The anchors that a Markdown reader gives to the headings. */
const anchors = [...runbook.matchAll(/^## (.+)$/gm)].map(([, heading]) =>
  (heading ?? '').toLowerCase().replaceAll(' ', '-'),
);

describe('an alarm', () => {
  test.each(alarms)('$AlarmName links a section of the runbook that exists', ({ AlarmDescription }) => {
    const [, anchor] = /Runbook: docs\/runbook\.md#([a-z-]+)$/.exec(AlarmDescription) ?? [];
    expect(anchors).toContain(anchor);
  });

  test('exists for every section of the runbook, and the runbook for every alarm', () => {
    const used = new Set(alarms.map(({ AlarmDescription }) => AlarmDescription.split('#')[1]));
    expect([...used].sort()).toEqual([...RUNBOOK_SECTIONS].sort());
  });

  test.each(FIXTURE_QUEUES)('watches the dead letters and the age of $name', ({ name }) => {
    const names = alarms.map(({ AlarmName }) => AlarmName);
    expect(names).toContain(`bos-dev-dead-letters-${name}`);
    expect(names).toContain(`bos-dev-queue-behind-${name}`);
  });

  test.each(FIXTURE_CATALOG)('watches errors and throttles of $name', ({ name }) => {
    const names = alarms.map(({ AlarmName }) => AlarmName);
    expect(names).toContain(`bos-dev-function-errors-${name}`);
    expect(names).toContain(`bos-dev-function-throttles-${name}`);
  });

  test('takes missing figures for good news, except from a schedule, whose silence is the news', () => {
    const breaching = alarms.filter(({ TreatMissingData }) => TreatMissingData === 'breaching');
    expect(breaching.map(({ AlarmName }) => AlarmName)).toEqual(['bos-dev-schedule-silent-sweep']);
  });
});

describe('the topic', () => {
  test('is encrypted with the customer key', () => {
    expect(resources('AWS::SNS::Topic')[0]?.Properties).toHaveProperty('KmsMasterKeyId');
  });

  test('tells the address of the settings, when there is one', () => {
    observability.resourceCountIs('AWS::SNS::Subscription', 0);
    const told = synthesise({ context: { alarmEmail: 'operator@example.com' } });
    told.observability.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'operator@example.com',
    });
  });
});
