import { parseArgs } from 'node:util';
import { newBuildingSchema } from '@bos/buildings/buildings/new-building';
import { fold } from '@bos/kernel/fold';
import { parseInput } from '@bos/kernel/parse';
import { normalisePhone } from '@bos/kernel/phone-number';
import { connectNumbers } from '../../functions/connect-numbers.ts';
import { linkSubject, onboardBuilding } from '../../functions/onboard-building.ts';
import { openDesk } from '../local/open-desk.ts';
import { OperatorError } from '../local/operator-error.ts';

const OPTIONS = {
  id: { type: 'string' },
  name: { type: 'string' },
  'time-zone': { type: 'string' },
  language: { type: 'string', multiple: true },
  emergency: { type: 'string' },
  'phone-number-id': { type: 'string', multiple: true },
  'display-number': { type: 'string', multiple: true },
  manager: { type: 'string' },
  'manager-name': { type: 'string' },
  'manager-subject': { type: 'string' },
  aws: { type: 'boolean', default: false },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

const USAGE =
  'bos building create --name "Residencial Aurora" --time-zone America/Sao_Paulo --language pt --manager +5511900000312 ' +
  '[--manager-name "Ana Prado"] [--manager-subject SUB] [--id aurora] [--language en] ' +
  '[--phone-number-id 109917730042258 --display-number "+55 11 0000-0100"] [--emergency FIRE,AMBULANCE,POLICE] [--aws]';

/** Public emergency numbers by the country code of the manager's telephone: fire, ambulance, police. */
const EMERGENCY: Readonly<Record<string, string>> = { '55': '193,192,190', '54': '100,107,911', '1': '911,911,911' };

/** `Residencial Água Viva` is `residencial-agua-viva`. */
const idOf = (name: string): string =>
  fold(name)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40);

function emergencyNumbers(given: string | undefined, phone: string) {
  const known = Object.entries(EMERGENCY).find(([code]) => phone.startsWith(code))?.[1];
  const [fire, ambulance, police, ...more] = (given ?? known ?? '').split(',').map((number) => number.trim());
  if (!fire || !ambulance || !police || more.length > 0)
    throw new OperatorError('--emergency: the numbers of fire, ambulance and police, such as 193,192,190');
  return { fire, ambulance, police };
}

/** What to set up, as the command line says it. Throws OperatorError and INVALID_INPUT naming each field. */
export function readBuilding(values: Values) {
  const { name, manager, 'time-zone': timeZone, language: languages } = values;
  if (!name || !manager || !timeZone || !languages) throw new OperatorError(`Usage: ${USAGE}`);
  const phone = normalisePhone(manager);
  if (phone === undefined)
    throw new OperatorError('--manager: a telephone with its country code, such as +5511900000312');
  const { 'phone-number-id': ids = [], 'display-number': shown = [], 'manager-subject': subject } = values;
  const request = {
    id: values.id ?? idOf(name),
    name,
    timeZone,
    languages,
    emergencyNumbers: emergencyNumbers(values.emergency, phone),
    manager: {
      name: values['manager-name'] ?? 'Manager',
      phone: `+${phone}`,
      ...(subject !== undefined && { subject }),
    },
    ...(ids.length > 0 && {
      whatsappNumbers: ids.map((phoneNumberId, n) => ({
        phoneNumberId,
        displayPhoneNumber: shown[n] ?? phoneNumberId,
      })),
    }),
  };
  return parseInput(newBuildingSchema, request, 'building');
}

/** Sets a building up on the system of this machine or on a deployed one. Run again it changes nothing and says so. */
export async function run(parameters: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args: [...parameters], allowPositionals: true, options: OPTIONS });
  if (positionals.length !== 1 || positionals[0] !== 'create') throw new OperatorError(`Usage: ${USAGE}`);
  const building = readBuilding(values);
  const { ports, close } = await openDesk(values);
  try {
    const actor = { kind: 'operator', id: 'building' } as const;
    const { created, managerId } = await onboardBuilding(ports, { building, actor, at: ports.clock.now() });
    // Who signs in on this machine does so under their own id.
    if (managerId !== undefined && !values.aws) await linkSubject(ports, managerId, managerId);
    const connected = await connectNumbers(ports.table, building.id);
    process.stdout.write(
      created
        ? `The building ${building.id} is set up, with its first manager.\n`
        : `The building ${building.id} stands already; nothing of it was changed.\n`,
    );
    if (connected > 0) process.stdout.write(`Numbers that serve it from now on: ${connected}.\n`);
  } finally {
    close();
  }
}
