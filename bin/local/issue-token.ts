import { auditRecord } from '@bos/governance/audit/audit-record';
import type { Role } from '@bos/kernel/role';
import { isInForce } from '@bos/people/memberships/membership';
import { createMembershipStore } from '@bos/people/memberships/membership-store';
import type { Attached } from './attach.ts';
import { OperatorError } from './operator-error.ts';

const TOKEN_SECONDS = 12 * 60 * 60;

/** A token of somebody who has this role in this building. It grants what the membership grants, for twelve hours. */
export async function issueToken({ ports, identity }: Attached, buildingId: string, role: Role): Promise<string> {
  const members = await createMembershipStore(ports.table).listByRole(buildingId, role);
  const member = members.find((candidate) => isInForce(candidate, ports.clock.now()));
  if (!member) throw new OperatorError(`Nobody in force has the role ${role} in the building ${buildingId}.`);
  const resource = { type: 'person', id: member.userId } as const;
  const actor = { kind: 'operator', id: 'token' } as const;
  const fact = {
    buildingId,
    actor,
    action: 'token.issued',
    resource,
    values: { role },
    at: ports.clock.now(),
  } as const;
  await ports.table.write([auditRecord(fact)]);
  return identity.issueToken({ subject: member.userId, lifetimeSeconds: TOKEN_SECONDS });
}
