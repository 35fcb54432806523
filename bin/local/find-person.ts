import type { parseArgs } from 'node:util';
import { createIdentityStore } from '@bos/people/identities/identity-store';
import type { Ports } from '../../functions/ports/ports.ts';
import { OperatorError } from './operator-error.ts';

/** How an operator names a person, as options of a command. */
export const PERSON_OPTIONS = { phone: { type: 'string' }, email: { type: 'string' } } as const;

type Named = ReturnType<typeof parseArgs<{ options: typeof PERSON_OPTIONS }>>['values'];

/** The id of the person with that telephone or e-mail; undefined when nobody has it. */
export async function findPerson(
  { table, blindIndex }: Pick<Ports, 'table' | 'blindIndex'>,
  { phone, email }: Named,
): Promise<string | undefined> {
  const identities = createIdentityStore(table, blindIndex);
  if (phone !== undefined) return (await identities.byPhone(phone))?.userId;
  if (email !== undefined) return (await identities.byEmail(email))?.userId;
  throw new OperatorError('Say who: --phone +5511900000301 or --email maria@example.com');
}
