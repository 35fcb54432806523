import { describe, expect, test } from 'vitest';
import { describeReport } from './audit.ts';

const report = { hours: 3, records: 9, head: { hour: '2026-11-22T14', hash: 'abc' } };
const at = (time: string) => new Date(`2026-11-22T${time}:00.000Z`);

describe('what verify says', () => {
  test('of a trail in order: how much, and its last hash', () => {
    expect(describeReport(report, at('16:00'))).toEqual({
      text: '3 hours with 9 records are as they were sealed.\nThe last of them, 2026-11-22T14 (UTC), has the hash abc.\n',
      inOrder: true,
    });
  });

  test('of a broken one: where', () => {
    const problem = { kind: 'record_removed', hour: '2026-11-22T15', auditId: '01K' } as const;
    const { text, inOrder } = describeReport({ ...report, problem }, at('16:00'));
    expect(text).toMatch(/The hour 2026-11-22T15 \(UTC\) has lost a record: 01K\n$/);
    expect(inOrder).toBe(false);
  });

  test('of hours without seals: nothing to worry about for three hours', () => {
    const open = { ...report, unsealedSince: '2026-11-22T15' };
    expect(describeReport(open, at('19:00'))).toMatchObject({
      text: expect.stringMatching(/sealed yet/),
      inOrder: true,
    });
    expect(describeReport(open, at('19:01'))).toMatchObject({ text: expect.stringMatching(/stopped/), inOrder: false });
  });
});
