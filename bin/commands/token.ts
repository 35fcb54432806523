import { parseArgs } from 'node:util';
import { isRole, ROLES } from '@bos/kernel/role';
import { attach } from '../local/attach.ts';
import { issueToken } from '../local/issue-token.ts';
import { OperatorError } from '../local/operator-error.ts';

/** Prints a token alone, so that it can stand in `$( … )`. */
export async function run(parameters: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...parameters],
    options: { role: { type: 'string', default: 'manager' }, building: { type: 'string', default: 'demo' } },
  });
  if (!isRole(values.role)) throw new OperatorError(`--role: one of ${ROLES.join(', ')}`);
  const attached = await attach();
  process.stdout.write(`${await issueToken(attached, values.building, values.role)}\n`);
  attached.identity.close();
}
