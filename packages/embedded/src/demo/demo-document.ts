import { DEMO_BUILDING, DEMO_CHANNELS, DEMO_DEVICES, DEMO_UNITS } from './demo-building.ts';
import { DEMO_FAQ } from './demo-faq.ts';
import { DEMO_PEOPLE } from './demo-people.ts';

/** `docs/demo.md`: all that the demo building holds, from the data that seeds it. */
export function demoDocument(): string {
  const { buildingId, name, timeZone, emergencyNumbers } = DEMO_BUILDING;
  const { fire, ambulance, police } = emergencyNumbers;
  const towerOf = new Map(DEMO_UNITS.map(({ unitId, tower }) => [unitId, tower]));
  const sections = [
    '# The demo building',
    `The first start seeds **${name}** (id \`${buildingId}\`, time zone ${timeZone}; fire ${fire}, ambulance ${ambulance}, police ${police}). All people, telephones and texts are invented. What is changed or removed later stays so at the next start; \`BOS_DEMO=0\` leaves the building out.`,
    '## People',
    'Each can sign in; the subject of their token is their id.',
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
        device.kind === 'door' ? `${device.door} door` : 'elevator',
        device.tower ?? '',
        device.kind === 'door' ? (device.unitId ?? '') : `${device.lowestFloor} to ${device.highestFloor}`,
        device.simulation ?? '',
      ]),
    ),
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

function tableOf(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n');
}
