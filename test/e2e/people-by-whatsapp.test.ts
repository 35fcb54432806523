import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { startWhatsAppDesk, type WhatsAppDesk } from '../support/whatsapp-desk.ts';

const REFUSED = /^Não consegui confirmar/;
const people = '/v1/buildings/demo/people';
const personSchema = z.looseObject({ id: z.string(), status: z.string(), roles: z.array(z.string()) });
const page = z.looseObject({ items: z.array(z.looseObject({ id: z.string() })) });

let desk: WhatsAppDesk;

beforeAll(async () => {
  desk = await startWhatsAppDesk();
});

afterAll(async () => {
  await desk?.stop();
});

async function call<T extends z.ZodType>(
  schema: T,
  method: string,
  path: string,
  body?: unknown,
  role = 'front_desk',
): Promise<z.output<T>> {
  const answer = await desk.system.call(method, `/v1/buildings/demo/${path}`, body, { role });
  expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
  return schema.parse(answer.body);
}

async function byPhone(phone: string) {
  const { items } = page.parse((await desk.system.get(`${people}?phone=${phone}`, 'front_desk')).body);
  const [found] = items;
  if (!found) throw new Error(`nobody has ${phone}`);
  return personSchema.parse((await desk.system.get(`${people}/${found.id}`, 'front_desk')).body);
}

describe('somebody unknown', () => {
  test('sends the code that the desk gave to Maria, and is Maria from then on; the code counts once', async () => {
    const { code } = await call(
      z.object({ code: z.string(), expiresAt: z.string() }),
      'POST',
      'people/maria/verification-codes',
      {
        minutes: 10,
      },
    );
    const from = '5511900000801';
    await desk.ask(from, '0000 0000', REFUSED);
    const { replies } = await desk.ask(from, code, /^Confirmado: agora sei/, 2);
    expect(replies).toHaveLength(1);
    expect((await byPhone(from)).id).toBe('maria');
    await desk.ask('5511900000802', code, REFUSED);
  });

  test('sends a reservation number: with the last name it gives a guest’s rights, without one a question', async () => {
    const { confirmationNumber } = await call(
      z.looseObject({ confirmationNumber: z.string() }),
      'POST',
      'reservations',
      {
        unitId: '1203',
        checkIn: '2030-03-01',
        checkOut: '2030-03-05',
        guests: [{ name: 'Emma Ward' }],
      },
    );
    const from = '5511900000803';
    await desk.ask(from, `reserva ${confirmationNumber}`, /^Envie o número da reserva junto/);
    await desk.ask(from, `reserva ${confirmationNumber} Smith`, REFUSED);
    await desk.ask(from, `reserva ${confirmationNumber} Ward`, /^Confirmado: encontrei/);
    expect(await byPhone(from)).toMatchObject({ status: 'active', roles: ['guest'], unitIds: ['1203'] });
  });

  test('asks the staff, whose word gives rights', async () => {
    const from = '5511900000804';
    await desk.ask(from, 'Verificar', /^Pedi à recepção/);
    const requests = z.object({ items: z.array(z.looseObject({ id: z.string(), userId: z.string() })) });
    const { id: userId } = await byPhone(from);
    const { items } = await call(requests, 'GET', 'verification-requests');
    const request = items.find((one) => one.userId === userId);
    await call(
      z.looseObject({ status: z.literal('approved') }),
      'POST',
      `verification-requests/${request?.id}/approve`,
      {
        displayName: 'Otávio Prado',
        roles: ['resident'],
        unitIds: ['1203'],
      },
    );
    expect(await byPhone(from)).toMatchObject({ status: 'active', roles: ['resident'], displayName: 'Otávio Prado' });
  });
});

describe('the desk', () => {
  test('registers somebody, changes and ends their membership, and keeps what they like', async () => {
    const bia = await call(personSchema, 'POST', 'people', {
      displayName: 'Beatriz Rocha',
      phone: '+55 11 90000-0805',
      roles: ['resident'],
      unitIds: ['1203'],
    });
    const found = page.parse((await desk.system.get(`${people}?unitId=1203`, 'front_desk')).body);
    expect(found.items.map(({ id }) => id)).toContain(bia.id);
    await call(z.looseObject({ source: z.literal('staff') }), 'PUT', `people/${bia.id}/preferences/diet`, {
      value: 'vegana',
    });
    const path = `/v1/buildings/demo/people/${bia.id}`;
    const change = (body: unknown, version: number) =>
      desk.system.call('PATCH', path, body, { role: 'front_desk', headers: { 'if-match': `"${version}"` } });
    expect((await change({ roles: ['manager'] }, 1)).body).toMatchObject({ code: 'ROLE_BEYOND_YOURS' });
    expect((await change({ status: 'ended' }, 1)).body).toMatchObject({ status: 'ended', roles: [], unitIds: [] });
    expect((await change({ status: 'ended' }, 1)).status).toBe(412);
  });

  test('finds two members to be one, by two of the staff, and takes it back', async () => {
    const { id } = await call(personSchema, 'POST', 'people', {
      displayName: 'Maria A.',
      phone: '5511900000806',
      roles: ['resident'],
    });
    const view = z.looseObject({ id: z.string(), status: z.string() });
    const merge = await call(view, 'POST', 'merges', { userId: 'maria', mergedUserId: id });
    const decide = (decision: string, role: string) =>
      desk.system.call('POST', `/v1/buildings/demo/merges/${merge.id}/${decision}`, undefined, { role });
    expect((await decide('approve', 'front_desk')).body).toMatchObject({ code: 'SECOND_PERSON_NEEDED' });
    expect((await decide('approve', 'manager')).body).toMatchObject({ status: 'in_force' });
    expect((await byPhone('5511900000806')).id).toBe('maria');
    expect((await decide('undo', 'manager')).body).toMatchObject({ status: 'undone' });
    expect((await byPhone('5511900000806')).id).toBe(id);
  });
});
