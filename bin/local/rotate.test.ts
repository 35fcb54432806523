import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { receiptsOf, storeReceipts } from '@bos/conversations/channels/receive';
import { messageEntity } from '@bos/conversations/messages/message';
import { applyStatus } from '@bos/conversations/messages/message-status';
import { deliveryOf } from '@bos/conversations/messages/record-accepted';
import { readWebhook } from '@bos/conversations/whatsapp/webhook-body';
import { createKeyFileWrapper } from '@bos/embedded/keys/key-file-wrapper';
import { rotateKeyFile } from '@bos/embedded/keys/rotate-key-file';
import { auditRecord } from '@bos/governance/audit/audit-record';
import { DAY, HOUR, MINUTE } from '@bos/kernel/clock';
import { createIdentityStore } from '@bos/people/identities/identity-store';
import { linkAddresses } from '@bos/people/identities/link-addresses';
import { resolveSender } from '@bos/people/identities/resolve-sender';
import { ensureMembership } from '@bos/people/memberships/ensure-membership';
import { findByName } from '@bos/people/names/find-by-name';
import { SETTLING } from '@bos/table/encryption/key-rotation';
import type { RotationStep } from '@bos/table/encryption/rotate';
import { create } from '@bos/table/write';
import { type VirtualClock, virtualClock } from '@bos/testing/clocks';
import { type KeyedTable, keyedTable } from '@bos/testing/keyed-table';
import { createMemoryErasures } from '@bos/testing/memory-erasures';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ENTITIES } from '../docs/entities.ts';
import type { Privacy } from './privacy.ts';
import { rotate } from './rotate.ts';

const PHONE = '5511900000301';
const PROVIDER_ID = 'wamid.HBgMNTUxMTkwMDAwMDMwMQ==';
let folder: string;
let clock: VirtualClock;
let system: KeyedTable;
let deps: Privacy;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bos-rotate-'));
  clock = virtualClock();
  const wrapper = createKeyFileWrapper(join(folder, 'master.key'));
  system = keyedTable({ clock, wrapper });
  deps = {
    ...system,
    rotateKeeper: (run) => rotateKeyFile(system, join(folder, 'master.key'), run),
    entities: ENTITIES,
    audit: auditRecord,
    actor: { kind: 'operator', id: 'rotate-keys' },
    ledger: createMemoryErasures(),
    removeAttachments: async () => {},
  };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function run(scope: string, dryRun = false): Promise<RotationStep[]> {
  const steps: RotationStep[] = [];
  for await (const step of rotate(deps, scope, { dryRun })) steps.push(step);
  return steps;
}
const kinds = async (scope: string) => (await run(scope)).map(({ kind }) => kind);

async function moveIn(displayName: string): Promise<string> {
  const { userId } = await resolveSender(system, { phone: PHONE, at: clock.now() });
  await ensureMembership(system, { buildingId: 'demo', userId, displayName });
  return userId;
}

describe('rotation of the blind index', () => {
  const webhook = (id: string) =>
    readWebhook({
      object: 'whatsapp_business_account',
      entry: [
        {
          changes: [
            {
              field: 'messages',
              value: {
                metadata: { phone_number_id: '1' },
                messages: [{ id, from: PHONE, timestamp: '1795021331', type: 'text', text: { body: 'olá' } }],
              },
            },
          ],
        },
      ],
    });
  /** Received by a process of its own: whatever it knows of the keys, it has just read. */
  const receive = async (id: string, process = system.anotherProcess()) =>
    storeReceipts(process.table, await receiptsOf(webhook(id), process.blindIndex, clock.now()));

  test('through all its steps everybody is found, nobody is there twice, and no message is taken twice', async () => {
    const userId = await moveIn('Maria Souza');
    const message = {
      buildingId: 'demo',
      conversationId: 'c1',
      userId,
      messageId: 'm1',
      direction: 'outbound',
      sender: 'agent',
      kind: 'text',
      text: 'Pronto.',
      status: 'sent',
      sentAt: clock.now().toISOString(),
      providerMessageId: PROVIDER_ID,
    } as const;
    await system.table.write([
      create(messageEntity, message),
      await deliveryOf(system.blindIndex, message, PROVIDER_ID),
    ]);
    await receive('first');

    const seen = ['first'];
    let received = 0;
    const stale = system.anotherProcess();
    const check = async (): Promise<void> => {
      for (const { table, blindIndex } of [system.anotherProcess(), stale]) {
        expect((await createIdentityStore(table, blindIndex).byPhone(PHONE))?.userId).toBe(userId);
        expect(await findByName({ table, blindIndex }, 'demo', 'souza')).toHaveLength(1);
        expect(await resolveSender({ table, blindIndex }, { phone: PHONE, at: clock.now() })).toMatchObject({
          userId,
          isNew: false,
        });
        await linkAddresses({ table, blindIndex }, 'eve', { phone: PHONE });
        const report = { status: { id: PROVIDER_ID, status: 'delivered', timestamp: '1795021331' } };
        expect(await applyStatus({ table, blindIndex }, report, { buildingIds: ['demo'] })).not.toBe('unmatched');
      }
      for (const id of seen) expect(await receive(id, stale)).toMatchObject({ stored: 0, duplicates: 1 });
      const id = `message-${received++}`;
      expect(await receive(id, stale)).toMatchObject({ stored: 1 });
      expect(await receive(id)).toMatchObject({ stored: 0, duplicates: 1 });
      seen.push(id);
    };

    await check();
    expect(await kinds('index')).toEqual(['begun']);
    await check();
    for (let passed = 0; passed < 4 * SETTLING; passed += 3 * MINUTE) {
      await clock.advance(3 * MINUTE);
      expect(await kinds('index')).toEqual(['settling']);
      await check();
    }
    expect(system.items().filter(({ type }) => type === 'identity')).toHaveLength(1);
    // Every webhook that was received under the former key is out of reach of a repetition by now.
    seen.length = 0;
    await clock.advance(9 * DAY + HOUR);
    await check();
    expect(await kinds('index')).toEqual(['completed']);
    await check();
    expect((await system.store.read({ kind: 'index' }))?.keys.map(({ version }) => version)).toEqual([2]);
    for (const type of ['identity', 'membership', 'message'])
      expect(
        system.items().filter((item) => item.type === type),
        type,
      ).toHaveLength(1);
    expect(system.items().filter(({ type }) => type === 'name_token')).toHaveLength(2);
  });

  test('two workers who see an unknown sender at once make one person, whichever key each writes with', async () => {
    await run('index');
    for (let passed = 0; passed < 4 * SETTLING; passed += 2 * MINUTE) {
      await clock.advance(2 * MINUTE);
      const ahead = keyedProcessAt(clock.now().getTime() + 2_000);
      const phone = `55119${String(10_000_000 + passed).slice(-8)}`;
      const [one, other] = await Promise.all(
        [system, ahead].map((process) => resolveSender(process, { phone, at: clock.now() })),
      );
      expect(one?.userId).toBe(other?.userId);
    }
  });

  /** A process whose clock is ahead of ours. */
  const keyedProcessAt = (time: number) => system.anotherProcess({ now: () => new Date(time) });

  test('the keys of senders under former hashes go with the former key, those of today stay', async () => {
    await receive('before');
    await run('index');
    await clock.advance(2 * SETTLING + 9 * DAY);
    await receive('after');
    const senders = async () => {
      const scopes: string[] = [];
      for await (const scope of system.store.wrappedBy({ kind: 'platform' }))
        if (scope.kind === 'sender') scopes.push(scope.senderHash);
      return scopes;
    };
    const present = await system.blindIndex('sender', PHONE);
    expect(await senders()).toHaveLength(2);
    expect(await kinds('index')).toEqual(['completed']);
    expect(await senders()).toEqual([present]);
  });
});

describe('rotation of keys', () => {
  test('a person’s items are sealed anew, and the former key is destroyed when nobody needs it', async () => {
    const userId = await moveIn('Maria Souza');
    const sealed = () =>
      system.items().flatMap((item) => Array.from(JSON.stringify(item).matchAll(/"enc(\d+)\./g), ([, v]) => v));
    expect(new Set(sealed())).toEqual(new Set(['1']));
    expect(await run(`person:${userId}`)).toMatchObject([
      { kind: 'begun', renewed: 2 },
      { kind: 'begun', renewed: 1 },
    ]);
    expect(new Set(sealed())).toEqual(new Set(['2']));
    await clock.advance(SETTLING);
    expect(await kinds(`person:${userId}`)).toEqual(['completed', 'completed']);
    expect((await system.store.read({ kind: 'person', userId }))?.keys.map(({ version }) => version)).toEqual([2]);
    const { table, blindIndex } = system.anotherProcess();
    expect(await findByName({ table, blindIndex }, 'demo', 'maria')).toMatchObject([{ displayName: 'Maria Souza' }]);
  });

  test('of everything leaves everything readable, and what the former keys wrapped is dead', async () => {
    await moveIn('Maria Souza');
    expect(await kinds('keeper')).toEqual(['begun']);
    expect(await kinds('platform')).toEqual(['begun']);
    expect(await kinds('building:demo')).toEqual(['begun']);
    const former = (await system.store.read({ kind: 'building', buildingId: 'demo' }))?.keys ?? [];
    expect(former).toHaveLength(2);
    expect(await kinds('building:demo')).toEqual(['settling']);
    await clock.advance(SETTLING);
    for (const scope of ['keeper', 'platform', 'building:demo']) expect(await kinds(scope)).toEqual(['completed']);
    expect((await system.store.read({ kind: 'building', buildingId: 'demo' }))?.keys).toHaveLength(1);
    const { table, blindIndex } = system.anotherProcess();
    expect(await findByName({ table, blindIndex }, 'demo', 'maria')).toMatchObject([{ displayName: 'Maria Souza' }]);
    await run('keeper');
    await clock.advance(SETTLING);
    await run('keeper');
    const [old] = former;
    await expect(
      createKeyFileWrapper(join(folder, 'master.key')).unwrap(old?.wrapped ?? new Uint8Array(), {
        scope: 'building/demo',
      }),
    ).rejects.toMatchObject({ code: 'KEY_UNWRAP_FAILED' });
  });

  test('a dry run says what would be done and does nothing', async () => {
    await moveIn('Maria Souza');
    const before = JSON.stringify(system.items());
    for (const scope of ['keeper', 'platform', 'building:demo', 'index'])
      expect(await run(scope, true)).toMatchObject([{ kind: 'begun', rewrapped: 0, renewed: 0 }]);
    expect(JSON.stringify(system.items())).toBe(before);
    expect((await system.store.read({ kind: 'platform' }))?.keys).toHaveLength(1);
  });

  test('an unknown scope is refused', async () => {
    await expect(run('house')).rejects.toThrow('--scope');
  });
});
