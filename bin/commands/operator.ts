import { parseArgs } from 'node:util';
import { operatorEntity } from '@bos/buildings/buildings/operator';
import { deterministicId } from '@bos/kernel/ids';
import { createIdentityStore } from '@bos/people/identities/identity-store';
import { create, remove } from '@bos/table/write';
import { linkSubject, settleContact } from '../../functions/onboard-building.ts';
import { type Desk, openDesk } from '../local/open-desk.ts';
import { OperatorError } from '../local/operator-error.ts';

const OPTIONS = {
  phone: { type: 'string' },
  name: { type: 'string' },
  subject: { type: 'string' },
  aws: { type: 'boolean', default: false },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];
type DeskPorts = Desk['ports'];

const USAGE =
  'bos operator add --phone +5511900000399 --name "Olga" [--subject SUB] [--aws], bos operator remove --phone +55…, or ' +
  'bos operator link --phone +55… --subject SUB [--aws]';

/** Makes somebody an operator, with the subject of their tokens; again it changes nothing. Returns whether they are new. */
export async function addOperator(ports: DeskPorts, { phone = '', name, subject }: Partial<Values>): Promise<boolean> {
  const { table, blindIndex, clock } = ports;
  const known = (await createIdentityStore(table, blindIndex).byPhone(phone))?.userId;
  if (known === undefined && name === undefined)
    throw new OperatorError('Nobody is known by that telephone: say --name.');
  const at = clock.now();
  const contact = { name: name ?? '', phone, ...(subject !== undefined && { subject }) };
  const newUserId = deterministicId(at, 'operator', await blindIndex('phone', phone));
  const userId = await settleContact({ table, blindIndex }, newUserId, contact);
  if ((await table.get(operatorEntity, { userId })) !== undefined) return false;
  await table.write([create(operatorEntity, { userId, addedAt: at.toISOString(), addedBy: 'command-line' })]);
  return true;
}

/** Returns whether they were one. */
export async function removeOperator({ table, blindIndex }: DeskPorts, phone: string): Promise<boolean> {
  const userId = (await createIdentityStore(table, blindIndex).byPhone(phone))?.userId;
  const operator = userId === undefined ? undefined : await table.get(operatorEntity, { userId });
  if (operator === undefined) return false;
  await table.write([remove(operatorEntity, operator)]);
  return true;
}

/** Lets somebody who is known by their telephone sign in under a subject. Throws OperatorError and SUBJECT_TAKEN. */
export async function linkPerson({ table, blindIndex }: DeskPorts, phone: string, subject = ''): Promise<void> {
  const userId = (await createIdentityStore(table, blindIndex).byPhone(phone))?.userId;
  if (userId === undefined) throw new OperatorError('Nobody is known by that telephone.');
  if (subject === '') throw new OperatorError('--subject: the `sub` of their access token.');
  await linkSubject({ table, blindIndex }, userId, subject);
}

/** Says who may set up buildings through the API, and under which subject somebody signs in. The first operator can be made here alone. */
export async function run(parameters: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args: [...parameters], allowPositionals: true, options: OPTIONS });
  const [act] = positionals;
  const { phone } = values;
  if ((act !== 'add' && act !== 'remove' && act !== 'link') || positionals.length > 1 || phone === undefined)
    throw new OperatorError(`Usage: ${USAGE}`);
  const { ports, close } = await openDesk(values);
  try {
    if (act === 'add') {
      const isNew = await addOperator(ports, values);
      process.stdout.write(isNew ? 'They may set up buildings now.\n' : 'They are an operator already.\n');
    } else if (act === 'link') {
      await linkPerson(ports, phone, values.subject);
      process.stdout.write('They sign in under that subject.\n');
    } else {
      const were = await removeOperator(ports, phone);
      process.stdout.write(
        were ? 'They may set up no more buildings.\n' : 'Nobody of that telephone is an operator.\n',
      );
    }
  } finally {
    close();
  }
}
