import type { Device } from '@bos/buildings/devices/device';
import type { Role } from '@bos/kernel/role';
import { DEMO_BUILDING, DEMO_CHANNELS, DEMO_DEVICES, DEMO_UNITS, LET_UNIT_IDS } from './demo-building.ts';
import { DEMO_FAQ } from './demo-faq.ts';
import { DEMO_PEOPLE } from './demo-people.ts';
import { demoConversations } from './life/conversations.ts';
import { DAYS_AHEAD, DAYS_BEFORE, daysAround } from './life/days.ts';
import { demoGuests } from './life/guests.ts';
import { demoNeighbours } from './life/neighbours.ts';
import { demoParcels } from './life/parcels.ts';
import { demoStays } from './life/stays.ts';
import { demoTickets } from './life/tickets.ts';
import { demoVisitors } from './life/visitors.ts';

/** 09:00 in the building. */
const EXAMPLE_START = new Date('2026-11-22T12:00:00.000Z');

/** `docs/demo.md`: all that the demo building holds, from the data that seeds it. */
export function demoDocument(): string {
  const { buildingId, name, timeZone, emergencyNumbers } = DEMO_BUILDING;
  const { fire, ambulance, police } = emergencyNumbers;
  const towerOf = new Map(DEMO_UNITS.map(({ unitId, tower }) => [unitId, tower]));
  const sections = [
    '# The demo building',
    `The first start seeds **${name}** (id \`${buildingId}\`, time zone ${timeZone}; fire ${fire}, ambulance ${ambulance}, police ${police}). All people, telephones and texts are invented. What is changed or removed later stays so at the next start; \`BOS_DEMO=0\` leaves the building out, \`BOS_DEMO=small\` its months of life (below).`,
    '## People',
    'Each can sign in; the subject of their token is their id. Their ids and telephones are fixed.',
    tableOf(
      ['id', 'name', 'role', 'language', 'WhatsApp', 'unit', 'stay'],
      DEMO_PEOPLE.map(({ userId, displayName, role, locale, phone, unitId, stay }) => [
        userId,
        displayName,
        role,
        locale,
        phone,
        unitId === undefined ? '' : `${unitId}, tower ${towerOf.get(unitId)}`,
        stay ? `since ${stay.daysBefore} days, ${stay.daysAfter} to go at the first start` : '',
      ]),
    ),
    '## Business numbers',
    tableOf(
      ['phone_number_id', 'number'],
      DEMO_CHANNELS.map(({ phoneNumberId, displayPhoneNumber }) => [phoneNumberId, displayPhoneNumber]),
    ),
    '## Units',
    tableOf(
      ['unit', 'tower', 'floor'],
      DEMO_UNITS.map(({ unitId, tower = '', floor }) => [unitId, tower, String(floor)]),
    ),
    '## Devices',
    'All are simulated. `works` does what it is told; `refuses` answers no; `stalls` takes the command and does not move; `offline` does not answer.',
    tableOf(
      ['id', 'name', 'kind', 'tower', 'unit or floors', 'behaves'],
      DEMO_DEVICES.map((device) => [
        device.deviceId,
        device.name,
        device.kind === 'door' ? `${device.door} door` : device.kind,
        device.tower ?? '',
        placeOf(device),
        device.simulation ?? '',
      ]),
    ),
    ...lifeSections(),
    '## Questions with standing answers',
    'Each in Portuguese, English and Spanish.',
    tableOf(
      ['topic', 'question', 'answer'],
      DEMO_FAQ.map(({ topic, texts }) => {
        const { question = '', answer = '' } = texts.find(({ language }) => language === 'en') ?? {};
        return [topic, question, answer];
      }),
    ),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** What is invented for the months around the first start: in figures, since its days count from there. */
function lifeSections(): string[] {
  const days = daysAround(EXAMPLE_START);
  const neighbours = demoNeighbours();
  const residents = neighbours.filter(({ role }) => role === 'resident');
  const stays = demoStays(days);
  const of = (role: Role): string => String(neighbours.filter((person) => person.role === role).length);
  const guests = demoGuests(stays, days).length;
  return [
    '## Its life',
    `The first start, and \`bos seed\`, add ${neighbours.length + guests} more people and what happened in ${DAYS_BEFORE} days and will happen in the next ${DAYS_AHEAD}: always the same, with days that count from the first start. It is written behind the ready line, and completed by the next start where it was cut short.`,
    tableOf(
      ['what', 'how many', 'of note'],
      [
        [
          'residents',
          of('resident'),
          `${residents.filter(({ userId }) => userId.endsWith('-1')).length} households; the first of each has a tag that the locks hold`,
        ],
        [
          'owners',
          of('owner'),
          `of the units that are let by the night, but for 0704: ${LET_UNIT_IDS.slice(1).join(', ')}`,
        ],
        ['guests', String(guests), 'who have booked a stay that runs, begins or ends on the first day'],
        [
          'staff',
          String(neighbours.length - residents.length - Number(of('owner'))),
          'front desk, concierge, maintenance, housekeeping',
        ],
        [
          'stays',
          String(stays.length),
          'past, running, to come, requested, cancelled, and some who did not come; James’s is confirmation number JAMES704',
        ],
        ['parcels', String(demoParcels(residents, days).length), 'most are collected'],
        ['visitors', String(demoVisitors(residents, days).length), 'some come every week'],
        ['tickets', String(demoTickets(residents, days).length), 'from new to closed'],
        ['conversations', String(demoConversations(residents, days).length), 'all but two are resolved'],
      ],
    ),
    'On the first day three guests arrive and three leave, in two units on the same day; somebody visits and others are announced; parcels wait at the desk. Figures are those of a start on 2026-11-22 at 09:00.',
  ];
}

function placeOf(device: Device): string {
  if (device.kind === 'door') return device.unitId ?? '';
  return device.kind === 'elevator' ? `${device.lowestFloor} to ${device.highestFloor}` : '';
}

function tableOf(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n');
}
