import { describeOnEachTable } from '@bos/testing/each-table';
import { expect, test } from 'vitest';
import { type ConsentAddress, type ConsentChange, createConsentStore } from './consent-store.ts';

let numbers = 0;
const phone: ConsentAddress = { kind: 'phone', value: '5511900000301' };
const user: ConsentAddress = { kind: 'whatsapp_user', value: 'BR.1' };
const second = (n: number) => new Date(Date.UTC(2026, 10, 22, 10, 0, n));
/** On a business number of its own, so that one table serves the whole suite. */
const changeOf = (over: Partial<ConsentChange> = {}): ConsentChange => ({
  phoneNumberId: `1099${numbers++}`,
  addresses: [phone],
  state: 'stopped',
  source: 'message',
  at: second(0),
  heardAt: second(1),
  ...over,
});

describeOnEachTable('the store of consent', (open) => {
  test('finds what somebody said by every address and spelling, on that number alone', async () => {
    const { table, blindIndex } = open();
    const store = createConsentStore(table, blindIndex);
    const change = changeOf({
      addresses: [phone, user, { ...phone, value: '+55 11 90000-0301' }],
      confirmationId: 'm1',
    });
    const { phoneNumberId } = change;
    expect(await store.find(phoneNumberId, phone)).toBeUndefined();
    const writes = await store.noting(change);
    expect(writes).toHaveLength(2);
    await table.write(writes);
    const said = {
      state: 'stopped',
      source: 'message',
      at: second(0).toISOString(),
      heardAt: second(1).toISOString(),
      confirmationId: 'm1',
      version: 1,
    };
    expect(await store.find(phoneNumberId, phone)).toMatchObject(said);
    expect(await store.find(phoneNumberId, { ...phone, value: '+55 (11) 90000-0301' })).toMatchObject(said);
    expect(await store.find(phoneNumberId, user)).toMatchObject(said);
    expect(await store.find(phoneNumberId, { ...user, value: 'BR.2' })).toBeUndefined();
    expect(await store.find(`${phoneNumberId}1`, phone)).toBeUndefined();
  });

  test('writes nothing for what is known and where something later is', async () => {
    const { table, blindIndex } = open();
    const store = createConsentStore(table, blindIndex);
    const change = changeOf({ at: second(2) });
    await table.write(await store.noting(change));
    expect(await store.noting(change)).toEqual([]);
    expect(await store.noting({ ...change, state: 'given', at: second(1) })).toEqual([]);
    await table.write(await store.noting({ ...change, state: 'given', at: second(3) }));
    expect(await store.find(change.phoneNumberId, phone)).toMatchObject({ state: 'given', version: 2 });
  });

  test('lets one of many who note at once be first, and tells the others', async () => {
    const { table, blindIndex } = open();
    const store = createConsentStore(table, blindIndex);
    const change = changeOf();
    const all = await Promise.all(Array.from({ length: 50 }, () => store.noting(change)));
    const results = await Promise.allSettled(all.map((writes) => table.write(writes)));
    const losers = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(losers).toHaveLength(49);
    expect(new Set(losers.map(({ code }) => code))).toEqual(new Set(['WRITE_CONFLICT']));
    expect(await store.find(change.phoneNumberId, phone)).toMatchObject({ state: 'stopped', version: 1 });
    const replacing = await Promise.all(
      ['given', 'given'].map(() => store.noting({ ...change, state: 'given', at: second(5) })),
    );
    const [first = [], late = []] = replacing;
    await table.write(first);
    await expect(table.write(late)).rejects.toMatchObject({ code: 'WRITE_CONFLICT' });
  });

  test('shows an address to nobody who only has the table', async () => {
    const { table, blindIndex, items } = open();
    const address: ConsentAddress = { kind: 'phone', value: '5511977776666' };
    const writes = await createConsentStore(table, blindIndex).noting(changeOf({ addresses: [address] }));
    await table.write(writes);
    expect(JSON.stringify(await items())).not.toContain('977776666');
  });
});
