import type { StaffNotice } from '@bos/buildings/access/staff-notice';
import { buildingEntity } from '@bos/buildings/buildings/building';
import { deviceEntity } from '@bos/buildings/devices/device';
import type { Episode } from '@bos/buildings/devices/readings/episode';
import { type Notification, notificationEntity } from '@bos/conversations/notifications/notification';
import type { Language } from '@bos/kernel/language';
import type { Role } from '@bos/kernel/role';
import type { Mission } from '@bos/missions/missions/mission';
import type { Task } from '@bos/operations/tasks/task';
import type { Ticket } from '@bos/operations/tickets/ticket';
import { type Membership, membershipEntity } from '@bos/people/memberships/membership';
import type { Table } from '@bos/table/table';
import { create, replace } from '@bos/table/write';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryTable } from '@bos/testing/memory-table';
import { describe, expect, test } from 'vitest';
import { tellOfAccessTrouble } from './access-trouble.ts';
import { tellOfConflicts } from './calendar-conflict.ts';
import { tellOfDeviceTrouble } from './device-trouble.ts';
import { tellOfBreakOff } from './mission-broke-off.ts';
import { tellOfPressingTask } from './task-pressing.ts';
import { type StaffNews, tellStaff } from './tell-staff.ts';
import { tellOfOverdueTicket } from './ticket-overdue.ts';

const buildingId = 'b1';
const at = new Date('2026-11-22T12:00:00.000Z');
const time = '2026-11-20T15:30:00.000Z';

const member = (userId: string, role: Role, status: Membership['status'] = 'active') =>
  create<Membership>(membershipEntity, { buildingId, userId, status, roles: [role], unitIds: [] });

/** One member of each role, and a manager who is suspended. */
async function house(language: Language = 'pt') {
  const { table } = createMemoryTable({ clock: virtualClock(at) });
  await table.write([
    create(buildingEntity, {
      buildingId,
      name: 'Solar',
      timeZone: 'America/Sao_Paulo',
      languages: [language],
      emergencyNumbers: { fire: '193', ambulance: '192', police: '190' },
    }),
    create(deviceEntity, {
      kind: 'door',
      door: 'gate',
      buildingId,
      deviceId: 'gate',
      name: 'Portão',
      gateway: 'simulator',
    }),
    member('ana', 'manager'),
    member('bruno', 'maintenance'),
    member('clara', 'concierge'),
    member('helena', 'housekeeping'),
    member('rafael', 'front_desk'),
    member('rui', 'manager', 'suspended'),
    member('maria', 'resident'),
  ]);
  const inbox = async (userId: string) => (await table.list(notificationEntity, { buildingId, userId })).items;
  return { table, inbox };
}

const mission: Mission = {
  buildingId,
  missionId: 'mission-1',
  userId: 'maria',
  conversationId: 'c1',
  language: 'pt',
  status: 'failed',
  requestedAt: time,
  intents: [
    { intent: 'access.visitor', confidence: 1, sure: true, slots: {} },
    { intent: 'access.visitor', confidence: 1, sure: true, slots: {} },
    { intent: 'elevator.call', confidence: 1, sure: true, slots: {} },
  ],
  request: 'Vem minha mãe',
};

const ticket: Ticket = {
  buildingId,
  ticketId: 'ticket-1',
  reference: 'AB12CD',
  userId: 'maria',
  unitId: '1203',
  area: 'unit',
  category: 'plumbing',
  priority: 'high',
  status: 'open',
  description: 'A torneira pinga',
  openedAt: '2026-11-18T10:00:00.000Z',
  dueAt: time,
  missionId: 'mission-1',
  conversationId: 'c1',
};

const trouble: StaffNotice = {
  noticeId: 'revocation cred-1',
  buildingId,
  code: 'REVOCATION_OWED',
  deviceIds: ['gate', 'roof'],
  at,
};

const episode: Episode = {
  status: 'open',
  buildingId,
  episodeId: 'episode-1',
  deviceId: 'sensor',
  trouble: 'leak',
  openedAt: time,
};

const task: Task = {
  status: 'open',
  buildingId,
  taskId: 'task-1',
  kind: 'cleaning',
  department: 'housekeeping',
  priority: 'normal',
  unitId: '1203',
  readyAt: time,
  dueAt: time,
  openedBy: 'stays',
};

const feed = { buildingId, feedId: 'feed-1', unitId: '1203', provider: 'airbnb' } as const;
const conflict = { externalId: 'x@airbnb', checkIn: '2026-12-01', checkOut: '2026-12-04', reservationIds: ['r1'] };

interface Told {
  /** The id that each one's notice has. An older version has told under it, so it never changes. */
  readonly ids: Readonly<Record<string, string>>;
  readonly notice: Partial<Notification>;
}

const NOTICES: readonly [string, (table: Table) => Promise<void>, Told][] = [
  [
    'a mission that broke off',
    (table) => tellOfBreakOff(table, mission, at),
    {
      ids: { ana: '01M7WS8B60D4BGGF0CS5CECC1C', rafael: '01M7WS8B60EN1TFQ3GEWMFHMGH' },
      notice: {
        urgency: 'urgent',
        title: 'Pedido interrompido: Avisar visita, Chamar o elevador',
        body: 'O sistema não conseguiu levar este pedido até o fim. A pessoa é informada do que foi feito; confira o que falta.',
        aboutUserId: 'maria',
        missionId: 'mission-1',
        conversationId: 'c1',
      },
    },
  ],
  [
    'an overdue ticket',
    (table) => tellOfOverdueTicket(table, ticket, at),
    {
      ids: { ana: '01M7WS8B601BVHG04GZ2BYGE9J', bruno: '01M7WS8B6082QYNPX83F4A6TJ8' },
      notice: {
        urgency: 'urgent',
        title: 'Chamado atrasado: AB12CD',
        body: 'O chamado AB12CD (encanamento, 1203) devia estar resolvido até 2026-11-20 12:30 e continua aberto.',
        aboutUserId: 'maria',
        ticketId: 'ticket-1',
        missionId: 'mission-1',
        conversationId: 'c1',
      },
    },
  ],
  [
    'trouble with locks',
    (table) => tellOfAccessTrouble(table, trouble),
    {
      ids: {
        ana: '01M808TX00W16MGX0DX791FFZ3',
        bruno: '01M808TX00NPMNV4NM3J8AZR7Y',
        rafael: '01M808TX005Q9N465BRVWRCYHA',
      },
      notice: {
        urgency: 'urgent',
        title: 'Código revogado ainda na fechadura: Portão, roof',
        body: 'Um código que não vale mais ainda pode abrir Portão, roof. O sistema continua tentando; até lá, vigie esse acesso.',
      },
    },
  ],
  [
    'a device in trouble',
    (table) => tellOfDeviceTrouble(table, { episode, device: 'Sensor da copa', ticketId: 'ticket-2', at }),
    {
      ids: {
        ana: '01M7WS8B60N60RZDQWXGY2BBH6',
        bruno: '01M7WS8B60G6RA0YSWP1B1NXBW',
        rafael: '01M7WS8B603ZWTEVQRP2YDGPGT',
      },
      notice: {
        urgency: 'urgent',
        title: 'Vazamento: Sensor da copa',
        body: 'O sensor Sensor da copa encontrou água. Confira no local e feche o registro.',
        ticketId: 'ticket-2',
      },
    },
  ],
  [
    'an overdue task',
    (table) => tellOfPressingTask(table, task, 'overdue', at),
    {
      ids: { ana: '01M7WS8B602V3AH6EC9AHFVKWH', helena: '01M7WS8B60RG2E3XMT3BXRQ855' },
      notice: { urgency: 'normal', title: 'Tarefa atrasada', body: 'limpeza, 1203: para 2026-11-20 12:30.' },
    },
  ],
  [
    'an urgent task',
    (table) => tellOfPressingTask(table, { ...task, department: 'front_desk' }, 'urgent', at),
    {
      ids: {
        ana: '01M7WS8B60M8RM7W5DFK48XC87',
        clara: '01M7WS8B60SPTZ1GRC0PBFPBFQ',
        rafael: '01M7WS8B60KKDWMSKECFTXBFND',
      },
      notice: { urgency: 'urgent', title: 'Tarefa urgente', body: 'limpeza, 1203: para 2026-11-20 12:30.' },
    },
  ],
  [
    'a calendar that clashes',
    (table) => tellOfConflicts(table, feed, [conflict], at),
    {
      ids: {
        ana: '01M8QEDC00YVJ9WMPT9SZGBRBG',
        clara: '01M8QEDC00BYDHNY7T8GHPPYRA',
        rafael: '01M8QEDC00WQBEJ188W5N20VYZ',
      },
      notice: {
        urgency: 'urgent',
        title: 'Reserva em conflito: 1203',
        body: 'O calendário airbnb tem a unidade 1203 de 2026-12-01 a 2026-12-04, e algumas dessas noites já são de outra reserva. Nada foi mudado: alguém precisa decidir.',
      },
    },
  ],
];

describe('staff are told', () => {
  test.each(NOTICES)(
    'of %s, once, under an id that stays, and nobody else is',
    async (_what, tell, { ids, notice }) => {
      const { table, inbox } = await house();
      await tell(table);
      await tell(table);
      for (const userId of ['ana', 'bruno', 'clara', 'helena', 'rafael', 'rui', 'maria']) {
        const found = (await inbox(userId)).map(({ createdAt: _c, updatedAt: _u, version: _v, ...rest }) => rest);
        const notificationId = ids[userId];
        // What speaks of things is each one's own.
        const expected = { buildingId, userId, notificationId, kind: 'system', aboutUserId: userId, ...notice };
        expect(found, userId).toEqual(notificationId === undefined ? [] : [expected]);
      }
    },
  );

  test('of a request whose person nobody can tell, in other words', async () => {
    const { table, inbox } = await house('en');
    const { conversationId: _none, ...untold } = mission;
    await tellOfBreakOff(table, untold, at);
    const [notice] = await inbox('ana');
    expect(notice?.body).toContain('there is no conversation in which to tell the person');
    expect(notice).not.toHaveProperty('conversationId');
  });

  test('in the first language of the building', async () => {
    const { table, inbox } = await house('es');
    await tellOfPressingTask(table, task, 'urgent', at);
    expect(await inbox('helena')).toMatchObject([{ title: 'Tarea urgente' }]);
  });
});

describe('telling staff', () => {
  const news = (of: string): StaffNews => ({
    name: ['test', of],
    urgency: 'normal',
    happenedAt: at,
    text: () => ({ title: of, body: of }),
  });
  const managers = { buildingId, roles: ['manager'], at } as const;

  test('again leaves what was read as read, and tells who came since', async () => {
    const { table, inbox } = await house();
    await tellStaff(table, managers, news('one'));
    const [first] = await inbox('ana');
    if (first) await table.write([replace(notificationEntity, first, { ...first, readAt: time })]);
    await table.write([member('nina', 'manager')]);
    await tellStaff(table, managers, news('one'));
    expect(await inbox('ana')).toMatchObject([{ readAt: time }]);
    expect(await inbox('nina')).toHaveLength(1);
  });

  test('several news at once tells those that are new', async () => {
    const { table, inbox } = await house();
    await tellStaff(table, managers, news('one'));
    await tellStaff(table, managers, news('one'), news('two'));
    expect((await inbox('ana')).map(({ title }) => title).toSorted()).toEqual(['one', 'two']);
  });

  test('of a building that is not there is an error', async () => {
    const { table } = await house();
    await expect(tellStaff(table, { ...managers, buildingId: 'b2' }, news('one'))).rejects.toMatchObject({
      code: 'BUILDING_NOT_FOUND',
    });
  });
});
