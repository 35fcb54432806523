import { operatorEntity } from '@bos/buildings/buildings/operator';
import { createChannelStore } from '@bos/conversations/channels/channel-store';
import { createIdentityStore } from '@bos/people/identities/identity-store';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { describe, expect, test } from 'vitest';
import { connectNumbers } from '../../functions/connect-numbers.ts';
import { onboardBuilding } from '../../functions/onboard-building.ts';
import { readBuilding } from './building.ts';
import { addOperator, linkPerson, removeOperator } from './operator.ts';

const values = {
  name: 'Residencial Água Viva',
  'time-zone': 'America/Sao_Paulo',
  language: ['pt', 'en'],
  manager: '+55 11 90000-0312',
  'phone-number-id': ['109917730042258'],
  aws: false,
};

describe('bos building create', () => {
  test('reads a building from the command line, with an id made of its name', () => {
    expect(readBuilding(values)).toMatchObject({
      id: 'residencial-agua-viva',
      languages: ['pt', 'en'],
      emergencyNumbers: { fire: '193', ambulance: '192', police: '190' },
      manager: { phone: '+5511900000312' },
      whatsappNumbers: [{ phoneNumberId: '109917730042258' }],
    });
  });

  test.each([
    [{ ...values, manager: '123' }, '--manager'],
    [{ ...values, manager: '+351912345678' }, '--emergency'],
    [{ ...values, emergency: '1,2' }, '--emergency'],
    [{ ...values, language: ['fr'] }, 'languages.0'],
    [{ ...values, 'time-zone': 'Nowhere' }, 'timeZone'],
    [{ aws: false }, 'Usage'],
  ])('%j is refused: %s', (wrong, reason) => {
    expect(() => readBuilding(wrong)).toThrow(reason);
  });

  test('one number serves two buildings of a company, and running it again doubles nothing', async () => {
    const { table, blindIndex } = createMemoryTable({ clock: virtualClock() });
    const actor = { kind: 'operator', id: 'building' } as const;
    const at = new Date('2026-11-22T12:00:00.000Z');
    const setUp = async (id: string) => {
      const { created } = await onboardBuilding(
        { table, blindIndex },
        { building: readBuilding({ ...values, id }), actor, at },
      );
      return { created, connected: await connectNumbers(table, id) };
    };
    expect(await setUp('one')).toEqual({ created: true, connected: 1 });
    expect(await setUp('two')).toEqual({ created: true, connected: 1 });
    expect(await setUp('one')).toEqual({ created: false, connected: 0 });
    expect(await createChannelStore(table).get('109917730042258')).toMatchObject({ buildingIds: ['one', 'two'] });
  });
});

describe('bos operator', () => {
  test('makes an operator once, whom their token’s subject leads to, and unmakes them', async () => {
    const clock = virtualClock();
    const { table, blindIndex } = createMemoryTable({ clock });
    const ports = { table, blindIndex, clock };
    const olga = { phone: '+5511900000399', name: 'Olga', subject: 'sub-1' };
    expect(await addOperator(ports, olga)).toBe(true);
    expect(await addOperator(ports, olga)).toBe(false);
    const userId = (await createIdentityStore(table, blindIndex).bySubject('sub-1'))?.userId ?? '';
    expect(await table.get(operatorEntity, { userId })).toMatchObject({ addedBy: 'command-line' });
    await linkPerson(ports, olga.phone, 'sub-2');
    expect((await createIdentityStore(table, blindIndex).bySubject('sub-2'))?.userId).toBe(userId);
    await expect(linkPerson(ports, '+5511900000666', 'sub-3')).rejects.toThrow('Nobody');
    expect(await removeOperator(ports, olga.phone)).toBe(true);
    expect(await removeOperator(ports, olga.phone)).toBe(false);
  });

  test('asks for the name of somebody whom nobody knows', async () => {
    const clock = virtualClock();
    const { table, blindIndex } = createMemoryTable({ clock });
    await expect(addOperator({ table, blindIndex, clock }, { phone: '+5511900000399' })).rejects.toThrow('--name');
  });
});
