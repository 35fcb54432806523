import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { quiet } from '../support/quiet.ts';
import { PHONES, startWhatsAppDesk, type WhatsAppDesk } from '../support/whatsapp-desk.ts';

const HOUR = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString();

const credentials = z.object({
  items: z.array(
    z.looseObject({
      id: z.string(),
      kind: z.string(),
      status: z.string(),
      userId: z.string(),
      code: z.string().optional(),
    }),
  ),
});
const visitors = z.object({
  items: z.array(z.looseObject({ userId: z.string(), unitId: z.string(), visitorName: z.string() })),
});
const entries = z.object({ items: z.array(z.looseObject({ action: z.string(), userId: z.string().optional() })) });

/** A guest whose stay begins next week. */
const NEXT_WEEK = '12025550177';

let desk: WhatsAppDesk;

beforeAll(async () => {
  desk = await startWhatsAppDesk();
  await desk.tell('POST', 'people', {
    displayName: 'Emma Ward',
    phone: `+${NEXT_WEEK}`,
    locale: 'en',
    roles: ['guest'],
    unitIds: ['0801'],
    validFrom: inHours(7 * 24),
    validUntil: inHours(10 * 24),
  });
});

afterAll(async () => desk?.stop());

async function credentialsOf(userId: string, role = 'manager') {
  const open = credentials.parse((await desk.system.get('/v1/buildings/demo/credentials?limit=100', role)).body);
  const over = await desk.system.get('/v1/buildings/demo/credentials?limit=100&status=closed', role);
  return [...open.items, ...credentials.parse(over.body).items].filter((item) => item.userId === userId);
}

async function credentialOf(id: string) {
  const { body } = await desk.system.get(`/v1/buildings/demo/credentials/${id}`);
  return z.looseObject({ status: z.string() }).parse(body);
}

/** What James himself is shown of his codes. */
async function codesOfJames() {
  const own = credentials.parse((await desk.system.get('/v1/buildings/demo/credentials?limit=100', 'guest')).body);
  return own.items.flatMap(({ code }) => code ?? []);
}

/** Gives somebody a code or a tag, and lets its locks be asked for it. */
async function issue(userId: string, deviceIds: readonly string[], more: object) {
  const { id } = await desk.tell('POST', 'credentials', { userId, kind: 'code', deviceIds, ...more });
  await quiet(desk.system);
  return id;
}

const today = () => ({ validFrom: inHours(-1), validUntil: inHours(30 * 24) });

async function visitorsOf(userId: string) {
  const { body } = await desk.system.get('/v1/buildings/demo/visitors?limit=100', 'front_desk');
  return visitors.parse(body).items.filter((item) => item.userId === userId);
}

describe('a visitor is announced', () => {
  test('by who lives there: twice the same message is one visitor and one reply', async () => {
    const text = 'Vou receber a visita do João Pereira amanhã às 20h';
    const { replies, missions } = await desk.ask(PHONES.maria, text, /lista da portaria/, 2);
    expect(replies).toHaveLength(1);
    expect(replies[0]).toMatch(
      /^João Pereira está na lista da portaria para o 1203: \d\d\/\d\d, das 20:00 às 23:59\.$/,
    );
    expect(missions).toBe(1);
    expect(await visitorsOf('maria')).toMatchObject([{ unitId: '1203', visitorName: 'João Pereira' }]);
  });

  test('not by a guest: the desk does, and only that is said', async () => {
    const text = 'Tom Baker is coming to visit me tomorrow at 7pm, please let him in';
    const { replies } = await desk.ask(PHONES.james, text, /front desk/);
    expect(replies[0]).toBe('I passed your request on to the front desk: Announce a visitor.');
    expect(await visitorsOf('james')).toEqual([]);
  });

  test('not for somebody else’s unit', async () => {
    const text = 'O meu amigo Pedro vem me visitar amanhã às 10h, apto 0704';
    const { replies } = await desk.ask(PHONES.maria, text, /0704/);
    expect(replies[0]).toBe('Não avisei a visita: o 0704 não é uma unidade sua.');
    expect(await visitorsOf('maria')).toHaveLength(1);
  });

  test('not for a time that is over', async () => {
    const text = 'Viene de visita Ana Torres ayer a las 20hs';
    const { replies } = await desk.ask(PHONES.lucia, text, /visita/);
    expect(replies[0]).toBe('No avisé la visita: ese horario ya pasó. Dime otro.');
    expect(await visitorsOf('lucia')).toEqual([]);
  });
});

describe('a code is asked for', () => {
  test('its holder is told the one that works, once, in their own conversation', async () => {
    await issue('james', ['unit-0704'], today());
    const { replies, missions } = await desk.ask(PHONES.james, 'What is my door code?', /Your code is/, 2);
    expect(replies).toHaveLength(1);
    expect(missions).toBe(1);
    const told = /\*(\d{6})\*/.exec(replies[0] ?? '')?.[1];
    expect(await codesOfJames()).toContain(told);
    expect(replies[0]).toMatch(/Porta do 0704.*It is valid until/);
  });

  test('no step and no message shows it to staff, nor does the log', async () => {
    const codes = await codesOfJames();
    const seen = [desk.system.log()];
    for (const [list, parts] of [
      ['missions', ''],
      ['conversations', '/messages'],
    ]) {
      const { body } = await desk.system.get(`/v1/buildings/demo/${list}?limit=100`);
      const { items } = z.object({ items: z.array(z.looseObject({ id: z.string() })) }).parse(body);
      for (const { id } of items) {
        const shown = await desk.system.get(`/v1/buildings/demo/${list}/${id}${parts}`);
        seen.push(JSON.stringify(shown.body));
      }
    }
    expect(seen.join()).toContain('Your code is *••••*');
    for (const code of codes) expect(seen.join()).not.toContain(code);
  });

  test('who has none is told none', async () => {
    const { replies } = await desk.ask(PHONES.carlos, 'Qual o código da fechadura?', /código/);
    expect(replies[0]).toBe('Não encontrei nenhum código seu.');
  });

  test('somebody unknown gets no code, and the desk hears of it', async () => {
    const { replies } = await desk.ask(PHONES.stranger, 'What is my door code?', /front desk/);
    expect(replies[0]).toBe('I passed your request on to the front desk: Entry code.');
  });

  test('before its day it is not told', async () => {
    await issue('lucia', ['unit-0302'], { validFrom: inHours(24), validUntil: inHours(72) });
    const { replies } = await desk.ask(PHONES.lucia, '¿Cuál es mi código de entrada?', /Tu código/);
    expect(replies[0]).toMatch(/^Tu código vale desde \d\d\/\d\d, \d\d:\d\d\. Pídelo ese día/);
  });

  test('it is not promised while its lock does not answer', async () => {
    await desk.device('unit-1203', 'offline');
    await issue('maria', ['unit-1203'], today());
    const { replies } = await desk.ask(PHONES.maria, 'Me passa o código da porta', /O seu código/);
    expect(replies[0]).toMatch(/a fechadura ainda não o confirmou \(Porta do 1203\)/);
    expect(replies[0]).not.toMatch(/\d{6}/);
  });

  test('it is told as soon as the lock is back and has confirmed', async () => {
    await desk.device('unit-1203', 'works');
    const { replies } = await desk.ask(PHONES.maria, 'Qual o código da fechadura?', /O seu código/);
    expect(replies[0]).toMatch(/^O seu código é \*\d{6}\* \(Porta do 1203\)\./);
  });
});

describe('a code is lost', () => {
  test('another one takes its place, once, and the old one goes', async () => {
    const before = await codesOfJames();
    const { replies, missions } = await desk.ask(
      PHONES.james,
      'I lost the door code',
      /I replaced your code|I made a new code/,
      2,
    );
    expect(replies).toHaveLength(1);
    expect(missions).toBe(1);
    const [, told = ''] = /^I replaced your code\. The new one is \*(\d{6})\*/.exec(replies[0] ?? '') ?? [];
    expect(replies[0]).toMatch(/The old one no longer opens\.$/);
    const after = await codesOfJames();
    expect(before).not.toContain(told);
    expect(after).toContain(told);
    expect(after.toSorted()).not.toEqual(before.toSorted());
    expect(after).toHaveLength(before.length);
  });

  test('who has none has none replaced', async () => {
    const before = (await credentialsOf('carlos')).length;
    const { replies } = await desk.ask(PHONES.carlos, 'Perdi meu código, me passa o código da porta', /código/);
    expect(replies[0]).toBe('Não encontrei nenhum código seu.');
    expect(await credentialsOf('carlos')).toHaveLength(before);
  });

  test('before its day it is replaced, and told on its day', async () => {
    const { replies } = await desk.ask(
      PHONES.lucia,
      'Perdí el código de la puerta',
      /Cambié|código nuevo|ningún código/,
    );
    expect(replies[0]).toMatch(
      /^Cambié tu código\. El nuevo vale desde .*; pídelo ese día\. El anterior ya no abre\.$/,
    );
  });

  test('with the lock out of reach nothing is promised of either', async () => {
    await desk.device('unit-1203', 'offline');
    const { replies } = await desk.ask(PHONES.maria, 'Perdi meu código, me passa o código da porta', /Fiz um código/);
    expect(replies[0]).toMatch(/ainda não o confirmou \(Porta do 1203\).*O antigo ainda pode abrir/);
    expect(replies[0]).not.toMatch(/\d{6}/);
    const states = (await credentialsOf('maria')).map(({ status }) => status);
    expect(states.toSorted()).toEqual(['ending', 'pending']);
    await desk.device('unit-1203', 'works');
  });
});

describe('a tag is lost', () => {
  test('it is taken from its locks, once, and the desk is told', async () => {
    const id = await issue('carlos', ['gate', 'unit-0704'], {
      kind: 'tag',
      number: '04:A2:19:77',
      validFrom: inHours(-1),
    });
    expect((await credentialOf(id)).status).toBe('active');
    const { replies, missions } = await desk.ask(PHONES.carlos, 'Perdi a minha tag do portão', /tag/, 2);
    expect(replies).toEqual([
      'Cancelei a sua tag: ela não abre mais (Portão da rua, Porta do 0704). Avisei a recepção.',
    ]);
    expect(missions).toBe(1);
    expect((await credentialOf(id)).status).toBe('revoked');
    const { body } = await desk.system.get('/v1/buildings/demo/notifications', 'front_desk');
    expect(JSON.stringify(body)).toContain('Perdi a minha tag do portão');
  });

  test('what is revoked already is not revoked again', async () => {
    const { replies } = await desk.ask(PHONES.carlos, 'Perdi a minha tag do portão', /tag/);
    expect(replies[0]).toMatch(/^Não encontrei nenhuma tag sua em uso/);
  });

  test('who has none takes nobody’s', async () => {
    const id = await issue('maria', ['gate'], { kind: 'tag', number: '04:A2:19:78', validFrom: inHours(-1) });
    const { replies } = await desk.ask(PHONES.james, 'I lost my tag', /tag/);
    expect(replies[0]).toMatch(/^I found no tag of yours in use, so I revoked nothing\./);
    expect((await credentialOf(id)).status).toBe('active');
  });

  test('with a lock out of reach it is said that it may still open', async () => {
    const id = await issue('lucia', ['gate'], { kind: 'tag', number: '04:A2:19:79', validFrom: inHours(-1) });
    await desk.device('gate', 'offline');
    const { replies } = await desk.ask(PHONES.lucia, 'Perdí mi tag del portón', /tag/);
    expect(replies[0]).toMatch(/la cerradura aún no lo confirmó \(Portão da rua\): hasta entonces puede abrir/);
    expect((await credentialOf(id)).status).toBe('ending');
    await desk.device('gate', 'works');
  });
});

describe('a door is opened', () => {
  const opened = async () => {
    const { body } = await desk.system.get('/v1/buildings/demo/access-log?limit=100');
    return entries.parse(body).items.filter(({ action, userId }) => action === 'door_command' && userId === 'maria')
      .length;
  };

  test('for who may, once', async () => {
    const before = await opened();
    const text = 'Pode abrir o portão da rua para mim, por favor?';
    const { replies, missions } = await desk.ask(PHONES.maria, text, /abri/, 2);
    expect(replies).toEqual(['Pronto, abri: Portão da rua.']);
    expect(missions).toBe(1);
    expect((await opened()) - before).toBe(1);
  });

  test('not the garage for a guest', async () => {
    const { replies } = await desk.ask(PHONES.james, 'Can you open the garage for me?', /garage/);
    expect(replies[0]).toMatch(/residents and staff only/);
  });

  test('not before the stay begins', async () => {
    const { replies } = await desk.ask(NEXT_WEEK, 'Can you open the gate for me, please?', /front desk/);
    expect(replies[0]).toBe('I passed your request on to the front desk: Open a door.');
  });

  test('not when it does not answer', async () => {
    await desk.device('gate', 'offline');
    const { replies } = await desk.ask(PHONES.lucia, 'Por favor abran el portón de la calle', /Portão/);
    expect(replies[0]).toMatch(/^Portão da rua está sin conexión/);
    await desk.device('gate', 'works');
  });
});

describe('the elevator is called', () => {
  test('by who may, once', async () => {
    const text = 'Chama o elevador para o 12º andar, por favor';
    const { replies, missions } = await desk.ask(PHONES.maria, text, /Elevador/, 2);
    expect(replies).toEqual(['Pronto: Elevador da Torre A está no 12º andar.']);
    expect(missions).toBe(1);
  });

  test('not by somebody unknown', async () => {
    const { replies } = await desk.ask(PHONES.stranger, 'Please call the elevator to floor 7', /front desk/);
    expect(replies[0]).toBe('I passed your request on to the front desk: Call the elevator.');
  });

  test('not before the stay begins', async () => {
    const { replies } = await desk.ask(NEXT_WEEK, 'Please call the elevator to floor 7', /front desk/);
    expect(replies[0]).toBe('I passed your request on to the front desk: Call the elevator.');
  });

  test('not when it does not answer', async () => {
    const { replies } = await desk.ask(PHONES.lucia, 'Por favor manda el ascensor al piso 3', /Elevador/);
    expect(replies[0]).toMatch(/^Elevador da Torre B está sin conexión/);
  });
});

describe('a parcel is asked about', () => {
  test('its recipient is told of it, once, and no mission is needed for that', async () => {
    await desk.tell(
      'POST',
      'parcels',
      { unitId: '1203', userId: 'maria', carrier: 'Correios', keptAt: 'B2' },
      'front_desk',
    );
    await quiet(desk.system);
    const { replies, missions } = await desk.ask(PHONES.maria, 'Chegou alguma encomenda para mim?', /Na portaria/, 2);
    expect(replies).toHaveLength(1);
    expect(replies[0]).toMatch(/^Na portaria, para você:\n• Correios, chegou em \d\d\/\d\d \(unidade 1203\)$/);
    expect(missions).toBe(0);
  });

  test('nobody else is', async () => {
    const { replies } = await desk.ask(PHONES.carlos, 'Tem encomenda para mim?', /portaria/);
    expect(replies[0]).toBe('Não há encomenda sua na portaria neste momento.');
  });

  test('what was collected waits no more', async () => {
    const { id } = await desk.tell('POST', 'parcels', {
      unitId: '0302',
      userId: 'lucia',
      carrier: 'DHL',
      keptAt: 'B3',
    });
    await quiet(desk.system);
    const path = `/v1/buildings/demo/parcels/${id}`;
    const { headers } = await desk.system.call('GET', path, undefined, { role: 'front_desk' });
    const collected = await desk.system.call(
      'PATCH',
      path,
      { status: 'collected' },
      { role: 'front_desk', headers: { 'if-match': headers.get('etag') ?? '' } },
    );
    expect(collected.status, JSON.stringify(collected.body)).toBe(200);
    const { replies } = await desk.ask(PHONES.lucia, '¿Hay algún paquete para mí?', /portería/);
    expect(replies[0]).toBe('No hay ningún paquete tuyo en la portería en este momento.');
  });

  test('somebody unknown is told nothing', async () => {
    const { replies } = await desk.ask(PHONES.stranger, 'Did a package arrive for me?', /front desk/);
    expect(replies[0]).toBe('I passed your request on to the front desk: My parcel.');
  });
});
