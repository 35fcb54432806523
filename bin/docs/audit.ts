import { AUDIT_ACTIONS, AUDIT_OUTCOMES, type AuditAction, auditActionOf } from '@bos/kernel/audit-fact';
import { DAY } from '@bos/kernel/clock';
import { RETENTION } from '@bos/table/retention';

const code = (text: string): string => `\`${text}\``;

function row(name: string): string {
  const known = (candidate: string): candidate is AuditAction => candidate in AUDIT_ACTIONS;
  if (!known(name)) return '';
  const { resource, description, values = [] } = auditActionOf(name);
  return `| ${code(name)} | ${resource} | ${description} | ${values.map(code).join(', ')} |`;
}

/** `docs/audit.md`, from the list of actions. */
export function auditPage(): string {
  const { term, shortest, longest } = RETENTION.audit;
  return `# The audit trail

Written from the list of actions by \`npm run docs\`; \`npm run validate\` fails when it is out of date.

Each building has a trail of who did what. A record is written in the transaction of what it tells of: neither can be there
without the other. It says who (a user, an agent, a part of the system, or a command of the operator), what, to what,
how it ended (${AUDIT_OUTCOMES.map(code).join(', ')}), by which request or mission, the names of the fields that changed, and of
their values those alone that are listed here: codes, and numbers too small for a telephone's. What people write is never in it, nor are
names or addresses; a person is an id, so the trail outlives their erasure without telling who they were.

It is kept for ${term / DAY} days; a building may choose from ${shortest / DAY} to ${longest / DAY}. What people merely ask for, write or read is
not in it: that stands in the ledgers of missions and tickets.

| action | of | what happened | values |
|---|---|---|---|
${Object.keys(AUDIT_ACTIONS).map(row).join('\n')}

Managers read it at \`GET /v1/buildings/{buildingId}/audit\`: a month, an actor's records or a resource's, each page one request.
What comes again and again, a page that is looked at or a refusal, is recorded once in its period and stands at that period's beginning.

## Seals

A quarter of an hour after an hour has ended, a function closes it: SHA-256 over the hour's records in the order of their
ids, chained to the seal of the hour before. An hour without records is sealed as well. There is no head on which writers
would meet: a record comes into the hour of its id, and only the sealing looks at the chain. Hours that were missed are
caught up in order. \`npx bos audit verify\` computes it all anew from what lies in the table and names the first place that
is not as it was sealed: a record that was changed, removed or inserted, a seal that was changed, removed or replaced. It
ends with 1 then, and also when nothing has been sealed for three hours.

Whoever can write the table can make the whole chain anew from some hour on, or cut off its end and let it grow again; a chain
alone cannot show that. So \`verify\` prints the hash of the last hour in order: keep it elsewhere, and a later
\`verify --to\` that hour must print the same. A record that arrives more than a quarter of an hour late, from a machine whose clock is
wrong, is told as inserted.

A backup holds records and seals as they are, and a restored trail goes on: the hours in between are sealed as they were
found. Upgrades of stored data leave what a record says untouched, for the seal is over it.
`;
}
