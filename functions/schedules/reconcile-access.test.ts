import { createCredentialStore } from '@bos/buildings/access/credentials/credential-store';
import { issueCredential } from '@bos/buildings/access/credentials/issue-credential';
import { visitorEntity } from '@bos/buildings/access/visitors/visitor';
import { createVisitorStore } from '@bos/buildings/access/visitors/visitor-store';
import { createSimulatedLocks } from '@bos/buildings/devices/simulated-locks';
import { seedDemo } from '@bos/embedded/demo/seed-demo';
import { HOUR } from '@bos/kernel/clock';
import { silentLog } from '@bos/kernel/log';
import { create } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { expect, test } from 'vitest';
import { credentialDeps } from '../credential-deps.ts';
import { build } from './reconcile-access.ts';

const buildingId = 'demo';
const lock = { buildingId, deviceId: 'gate' };
const { signal } = new AbortController();

/** The demo building, whose timers are lost. */
async function demo() {
  const clock = virtualClock();
  const { table, blindIndex } = createMemoryTable({ clock });
  await seedDemo({ table, blindIndex }, clock.now());
  const locks = createSimulatedLocks({ table, clock, timers: clock.timers, blindIndex });
  const schedules = { schedule: async () => {}, cancel: async () => {} };
  const queues = { send: async () => {} };
  const ports = { table, locks, schedules, queues, log: silentLog, clock, timers: clock.timers };
  const at = clock.now();
  await issueCredential(credentialDeps(ports), {
    buildingId,
    credentialId: 'k1',
    userId: 'maria',
    secret: { kind: 'code' },
    deviceIds: ['gate'],
    validFrom: at,
    validUntil: new Date(at.getTime() + 2 * HOUR),
    issuedBy: 'ana',
    at,
  });
  await table.write([
    create(visitorEntity, {
      status: 'announced',
      buildingId,
      visitorId: 'v1',
      userId: 'maria',
      announcedBy: 'maria',
      unitId: '1203',
      visitorName: 'Beatriz',
      purpose: 'visit',
      times: { kind: 'once', expectedAt: at.toISOString(), until: new Date(at.getTime() + HOUR).toISOString() },
    }),
  ]);
  return {
    clock,
    locks,
    run: build(ports),
    held: async () => (await locks.listCodes(lock, signal))?.map(({ slot }) => slot),
    code: async () => (await createCredentialStore(table).get(buildingId, 'k1'))?.status,
    visitor: async () => (await createVisitorStore(table).get(buildingId, 'v1'))?.status,
  };
}

test('does what lost timers left undone: codes come and go, visitors’ permissions end', async () => {
  const { run, held, code, visitor, clock } = await demo();
  await run();
  expect([await code(), await held(), await visitor()]).toEqual(['active', ['bos-k1'], 'announced']);
  await clock.advance(2 * HOUR);
  await run();
  expect([await code(), await held(), await visitor()]).toEqual(['expired', [], 'expired']);
});

test('puts back what a lock has forgotten and takes away what it should not hold', async () => {
  const { run, held, locks } = await demo();
  await run();
  await locks.removeCode(lock, 'bos-k1', signal);
  await locks.setCode(lock, { slot: 'bos-gone', secret: '111222' }, signal);
  await run();
  expect(await held()).toEqual(['bos-k1']);
});
