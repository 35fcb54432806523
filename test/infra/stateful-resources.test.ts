import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { describeChanges, statefulResources } from './stateful-resources.ts';
import { synthesiseSystem } from './synthesise.ts';

const LIST = join(import.meta.dirname, 'stateful-resources.json');

describe('what holds state', () => {
  test('stays where it is: its logical ids and names are those of the committed list', () => {
    const present = statefulResources(synthesiseSystem().all);
    if (process.env.ACCEPT_STATEFUL_RESOURCES === '1') writeFileSync(LIST, `${JSON.stringify(present, null, 2)}\n`);
    const committed = z.array(z.string()).parse(JSON.parse(readFileSync(LIST, 'utf8')));
    expect(describeChanges(committed, present)).toBe('');
  });

  test('is told of with what would be lost when it moves, and how to accept that', () => {
    const told = describeChanges(
      ['AWS::SQS::Queue Missions/Old bos-dev-inbound.fifo', 'AWS::KMS::Key Data/Key'],
      ['AWS::SQS::Queue Missions/New bos-dev-inbound.fifo', 'AWS::KMS::Key Data/Key'],
    );
    expect(told).toContain('gone: AWS::SQS::Queue Missions/Old bos-dev-inbound.fifo');
    expect(told).toContain('would lose the messages that wait in it');
    expect(told).toContain('new:  AWS::SQS::Queue Missions/New bos-dev-inbound.fifo');
    expect(told).toContain('ACCEPT_STATEFUL_RESOURCES=1');
    expect(told).not.toContain('KMS');
  });
});
