import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CATALOG } from '../../functions/catalog.ts';
import { QUEUES } from '../../functions/queue-definitions.ts';
import { synthesiseSystem } from './synthesise.ts';

const root = join(import.meta.dirname, '..', '..');
const queues = Object.values(QUEUES);

describe('the catalog of this system', () => {
  test('becomes stacks that break no rule, with the mission definition as it is', () => {
    const { resources } = synthesiseSystem({ validate: true });
    expect(resources('AWS::Lambda::Function')).toHaveLength(CATALOG.length);
    expect(resources('AWS::SQS::Queue')).toHaveLength(2 * queues.length + 1);
  });

  test.each(CATALOG)('has a module for $name', ({ entry }) => {
    expect(existsSync(join(root, entry)), entry).toBe(true);
  });

  test('hides a message six times as long as its function may work on it, as AWS recommends', () => {
    for (const { name, timeoutSeconds, trigger } of CATALOG) {
      if (trigger.kind !== 'queue') continue;
      const queue = queues.find((candidate) => candidate.name === trigger.queue);
      expect(queue?.visibilitySeconds, name).toBeGreaterThanOrEqual(6 * timeoutSeconds);
    }
  });

  test('serves every queue with one function', () => {
    const served = CATALOG.flatMap(({ trigger }) => (trigger.kind === 'queue' ? [trigger.queue] : []));
    expect(served.sort()).toEqual(queues.map(({ name }) => name).sort());
  });
});
