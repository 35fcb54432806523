import { create } from '@bos/table/write';
import { describeOnEachTable } from '@bos/testing/each-table';
import { expect, test } from 'vitest';
import { identityEntity } from './identity.ts';
import { createIdentity, createIdentityStore, type IdentityKey, identityKey } from './identity-store.ts';

let phones = 0;
/** Addresses are unique on the whole platform, so each test has its own. */
const freshPhone = () => `55119000${String(phones++).padStart(5, '0')}`;

type BlindIndex = Parameters<typeof identityKey>[0];
async function keyOf(blindIndex: BlindIndex, channel: IdentityKey['channel'], text: string): Promise<IdentityKey> {
  const key = await identityKey(blindIndex, channel, text);
  if (key === undefined) throw new Error(`${text} is no address`);
  return key;
}

describeOnEachTable('the store of identities', (open) => {
  test('finds a person by every spelling of their telephone', async () => {
    const { table, blindIndex } = open();
    const store = createIdentityStore(table, blindIndex);
    const phone = freshPhone();
    const spelled = `+${phone.slice(0, 2)} (${phone.slice(2, 4)}) ${phone.slice(4, 9)}-${phone.slice(9)}`;
    await table.write(createIdentity(await keyOf(blindIndex, 'phone', spelled), 'maria', 'as it came'));
    const found = { channel: 'phone', userId: 'maria', address: 'as it came', version: 1 };
    expect(await store.byPhone(phone)).toMatchObject(found);
    expect(await store.byPhone(spelled)).toMatchObject(found);
    expect(await store.find(await keyOf(blindIndex, 'phone', phone))).toMatchObject(found);
    expect(await store.byPhone(freshPhone())).toBeUndefined();
    expect(await store.byPhone('no telephone')).toBeUndefined();
  });

  test('finds a person by e-mail and by the subject of a token, and never takes one for the other', async () => {
    const { table, blindIndex } = open();
    const store = createIdentityStore(table, blindIndex);
    const name = `ana-${freshPhone()}@example.com`;
    await table.write(createIdentity(await keyOf(blindIndex, 'email', name), 'ana'));
    expect(await store.byEmail(name.toUpperCase())).toMatchObject({ channel: 'email', userId: 'ana' });
    expect(await store.bySubject(name)).toBeUndefined();
    expect(await store.byEmail('no address')).toBeUndefined();
    await table.write(createIdentity(await keyOf(blindIndex, 'oidc', name), 'bia'));
    expect(await store.bySubject(name)).toMatchObject({ channel: 'oidc', userId: 'bia' });
    expect(await store.byEmail(name)).toMatchObject({ userId: 'ana' });
    expect(await store.bySubject('')).toBeUndefined();
  });

  test('gives an address to one person: of 200 racers one wins', async () => {
    const { table, blindIndex } = open();
    const key = await keyOf(blindIndex, 'phone', freshPhone());
    const results = await Promise.allSettled(
      Array.from({ length: 200 }, async (_, i) => {
        await table.write(createIdentity(key, `racer-${i}`));
        return `racer-${i}`;
      }),
    );
    const winners = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    const losers = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(winners).toHaveLength(1);
    expect(new Set(losers.map(({ code }) => code))).toEqual(new Set(['WRITE_CONFLICT']));
    expect(await createIdentityStore(table, blindIndex).find(key)).toMatchObject({ userId: winners[0], version: 1 });
  });

  test('while its key is rotated, an address is found where it lay before, and is not given twice', async () => {
    const { table, blindIndex } = open();
    const store = createIdentityStore(table, blindIndex);
    const { channel, hash, address } = await keyOf(blindIndex, 'phone', freshPhone());
    await table.write([create(identityEntity, { channel, hash, address, userId: 'maria' })]);
    const rotated: IdentityKey = { channel, hash: `new-${hash}`, address, formerHashes: [hash] };
    expect(await store.find(rotated)).toMatchObject({ userId: 'maria' });
    const second = table.write(createIdentity(rotated, 'carlos'));
    await expect(second).rejects.toMatchObject({ code: 'WRITE_CONFLICT' });
    expect(await store.find({ ...rotated, formerHashes: [] })).toBeUndefined();
  });

  test('shows an address to nobody who only has the table', async () => {
    const { table, blindIndex, items } = open();
    const phone = freshPhone();
    await table.write(createIdentity(await keyOf(blindIndex, 'phone', phone), 'maria'));
    expect(JSON.stringify(await items())).not.toContain(phone);
  });
});
