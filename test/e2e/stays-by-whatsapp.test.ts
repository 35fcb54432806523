import { addDays } from '@bos/kernel/calendar-date';
import { localTime } from '@bos/kernel/time-zone';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { PHONES, startWhatsAppDesk, type WhatsAppDesk } from '../support/whatsapp-desk.ts';

const today = localTime(new Date(), 'America/Sao_Paulo').date;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** As people who write English read it, and as the others do. */
const inEnglish = (date: string) => `${Number(date.slice(8))} ${MONTHS[Number(date.slice(5, 7)) - 1]}`;
const inFigures = (date: string) => `${date.slice(8)}/${date.slice(5, 7)}`;

const reservation = z.looseObject({
  id: z.string(),
  status: z.string(),
  checkIn: z.string(),
  checkOut: z.string(),
  checkOutTime: z.string(),
  arrivalTime: z.string().optional(),
});
const page = z.object({ items: z.array(reservation) });

/** A guest whose stay begins next week. */
const EMMA = '12025550178';

let desk: WhatsAppDesk;
/** Of Lucía, who stays in another unit from today on. */
let lucias: string;
let emmas: string;

const book = async (unitId: string, checkIn: string, nights: number, guests: readonly object[]) =>
  (await desk.tell('POST', 'reservations', { unitId, checkIn, checkOut: addDays(checkIn, nights), guests })).id;

async function stayOf(id: string) {
  return reservation.parse((await desk.system.get(`/v1/buildings/demo/reservations/${id}`)).body);
}

async function jamess() {
  const { body } = await desk.system.get('/v1/buildings/demo/reservations?confirmationNumber=JAMES704');
  const [found] = page.parse(body).items;
  if (!found) throw new Error('James has no stay');
  return found;
}

const rules = (extension: 'granted' | 'staff') =>
  desk.tell('PUT', 'stay-rules', { lateCheckOut: 'granted', extension, cancellation: 'staff' });

beforeAll(async () => {
  desk = await startWhatsAppDesk();
  const arrival = addDays(today, 7);
  const emma = await desk.tell('POST', 'people', {
    displayName: 'Emma Ward',
    phone: `+${EMMA}`,
    locale: 'en',
    roles: ['guest'],
    unitIds: ['0801'],
    validFrom: `${arrival}T18:00:00.000Z`,
    validUntil: `${addDays(arrival, 3)}T14:00:00.000Z`,
  });
  emmas = await book('0801', arrival, 3, [{ userId: emma.id }]);
  lucias = await book('0503', today, 3, [{ userId: 'lucia' }]);
});

afterAll(async () => desk?.stop());

describe('an hour of arrival is told', () => {
  test('it is noted, once', async () => {
    const { replies, missions } = await desk.ask(PHONES.lucia, 'Llego a las 16 hs', /llegada/, 2);
    expect(replies).toEqual([`Anoté tu llegada: ${inFigures(today)}, a las 16:00.`]);
    expect(missions).toBe(1);
    expect((await stayOf(lucias)).arrivalTime).toBe('16:00');
  });

  test('before the rights of the stay have begun as well', async () => {
    const { replies } = await desk.ask(EMMA, "We'd like to check in at 18:30", /arrival/);
    expect(replies[0]).toBe(`I noted your arrival: ${inEnglish(addDays(today, 7))}, at 18:30.`);
    expect((await stayOf(emmas)).arrivalTime).toBe('18:30');
  });

  test('an hour before check-in is noted with the hour from which the unit is free', async () => {
    const { replies } = await desk.ask(EMMA, "We'd like to check in at 10:30", /arrival/);
    expect(replies[0]).toMatch(/at 10:30\. Unit 0801 is only free from 15:00\.$/);
  });

  test('who has no stay has none noted', async () => {
    const { replies } = await desk.ask(PHONES.maria, 'Vou chegar às 16h', /estadia/);
    expect(replies[0]).toBe('Não encontrei uma estadia sua, atual ou futura.');
  });

  test('who is there already changes nothing', async () => {
    const { replies } = await desk.ask(PHONES.james, 'I will arrive at 4pm today', /stay/);
    expect(replies[0]).toBe('Your stay has begun already, so I changed nothing.');
  });

  test('somebody unknown is handed to the desk', async () => {
    const { replies } = await desk.ask(PHONES.stranger, 'I will arrive at 4pm today', /front desk/);
    expect(replies[0]).toBe('I passed your request on to the front desk: My arrival.');
  });
});

describe('a late check-out is asked for', () => {
  test('it is granted where nobody arrives, once', async () => {
    const { checkOut } = await jamess();
    const { replies, missions } = await desk.ask(PHONES.james, 'Can I check out late, at 2pm?', /14:00/, 2);
    expect(replies).toEqual([`Agreed: you may stay until 14:00 on ${inEnglish(checkOut)}.`]);
    expect(missions).toBe(1);
    expect((await jamess()).checkOutTime).toBe('14:00');
  });

  test('not for who has no stay', async () => {
    const text = 'Posso fazer o check-out mais tarde, às 14h?';
    const { replies } = await desk.ask(PHONES.maria, text, /estadia/);
    expect(replies[0]).toBe('Não encontrei uma estadia sua, atual ou futura.');
  });

  test('not later than the house allows: it is said what is possible', async () => {
    const { checkOut } = await stayOf(lucias);
    const { replies } = await desk.ask(PHONES.lucia, '¿Puedo salir más tarde, a las 22?', /22:00/);
    expect(replies[0]).toBe(`No puedes quedarte hasta las 22:00 del ${inFigures(checkOut)}. Lo máximo es 20:00.`);
    expect((await stayOf(lucias)).checkOutTime).toBe('11:00');
  });
});

describe('more nights are asked for', () => {
  test('where staff decide it is passed on, once, and not called granted', async () => {
    const before = await jamess();
    const text = 'Can I stay two more nights?';
    const { replies, missions } = await desk.ask(PHONES.james, text, /front desk/, 2);
    const asked = inEnglish(addDays(before.checkOut, 2));
    expect(replies).toEqual([
      `I passed your request on to the front desk (staying until ${asked}); it is not granted yet. For now your stay lasts until ${inEnglish(before.checkOut)}.`,
    ]);
    expect(missions).toBe(1);
    expect((await jamess()).checkOut).toBe(before.checkOut);
  });

  test('where guests may it is done, once: two nights and not four', async () => {
    await rules('granted');
    const before = await jamess();
    const until = addDays(before.checkOut, 2);
    const { replies } = await desk.ask(PHONES.james, 'I would like to stay two more nights', /stay now lasts/, 2);
    expect(replies).toHaveLength(1);
    expect(replies[0]).toContain(`until ${inEnglish(until)}`);
    expect((await jamess()).checkOut).toBe(until);
  });

  test('in Spanish, by the number of nights', async () => {
    const until = addDays((await stayOf(lucias)).checkOut, 2);
    const { replies } = await desk.ask(PHONES.lucia, 'Quisiera quedarme dos noches más', /estadía/);
    expect(replies[0]).toContain(`Listo: tu estadía va hasta el ${inFigures(until)}`);
    expect((await stayOf(lucias)).checkOut).toBe(until);
  });

  test('not for who has no stay', async () => {
    const { replies } = await desk.ask(PHONES.maria, 'Quero ficar mais duas noites', /estadia/);
    expect(replies[0]).toBe('Não encontrei uma estadia sua, atual ou futura.');
  });

  test('not when the nights are taken', async () => {
    const { checkOut } = await jamess();
    await book('0704', checkOut, 2, [{ name: 'Noah Reed' }]);
    const { replies } = await desk.ask(PHONES.james, 'Can I stay two more nights?', /extend/);
    expect(replies[0]).toBe(`I cannot extend it: the unit is booked from ${inEnglish(checkOut)} on.`);
    expect((await jamess()).checkOut).toBe(checkOut);
  });
});

test('a late check-out against the next arrival is refused with what is possible', async () => {
  const { checkOut } = await jamess();
  const { replies } = await desk.ask(PHONES.james, 'Can I check out late, at 6pm?', /18:00/);
  expect(replies[0]).toMatch(
    new RegExp(
      `^You cannot stay until 18:00 on ${inEnglish(checkOut)}: somebody else arrives that day\\. The latest is \\d\\d:\\d\\d\\.$`,
    ),
  );
});
