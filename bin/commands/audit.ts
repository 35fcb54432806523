import { parseArgs } from 'node:util';
import { ENVIRONMENT } from '@bos/aws/function-environment';
import { createBuildingStore } from '@bos/buildings/buildings/building-store';
import { monthOf, startOf } from '@bos/governance/audit/audit-hour';
import type { AuditRecord } from '@bos/governance/audit/audit-record';
import { createAuditStore } from '@bos/governance/audit/audit-store';
import { problemInWords } from '@bos/governance/audit/compare-hour';
import { type TrailReport, verifyTrail } from '@bos/governance/audit/verify-trail';
import { HOUR } from '@bos/kernel/clock';
import { awsPorts } from '../../functions/ports/aws-ports.ts';
import type { Ports } from '../../functions/ports/ports.ts';
import { attach } from '../local/attach.ts';
import { OperatorError } from '../local/operator-error.ts';

const OPTIONS = {
  building: { type: 'string', default: 'demo' },
  from: { type: 'string' },
  to: { type: 'string' },
  actor: { type: 'string' },
  resource: { type: 'string' },
  month: { type: 'string' },
  limit: { type: 'string', default: '50' },
  aws: { type: 'boolean', default: false },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];
type AuditPorts = Pick<Ports, 'table' | 'raw' | 'clock'>;

const USAGE =
  'bos audit verify [--building demo] [--from 2026-11-01] [--to 2026-11-22T12:00Z] [--aws], or ' +
  'bos audit list [--actor ID | --resource ticket:ID | --month 2026-11] [--limit 50]';

/** An hour is sealed a quarter of an hour after its end, by a function that runs every hour. */
const SEALED_WITHIN = 3 * HOUR;

function timeOf(text: string | undefined, name: string): Date | undefined {
  if (text === undefined) return undefined;
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) throw new OperatorError(`--${name}: a day or time such as 2026-11-22T12:00Z`);
  return at;
}

/** What was found, and whether somebody has to look at it. */
export function describeReport(report: TrailReport, now: Date): { readonly text: string; readonly inOrder: boolean } {
  const { hours, records, problem, head, unsealedSince } = report;
  const lines = [`${hours} hours with ${records} records are as they were sealed.`];
  if (head) lines.push(`The last of them, ${head.hour} (UTC), has the hash ${head.hash}.`);
  if (problem) return { text: `${[...lines, problemInWords(problem)].join('\n')}\n`, inOrder: false };
  if (unsealedSince === undefined) return { text: `${lines.join('\n')}\n`, inOrder: true };
  const late = now.getTime() > startOf(unsealedSince).getTime() + HOUR + SEALED_WITHIN;
  lines.push(
    late
      ? `From the hour ${unsealedSince} (UTC) on nothing is sealed: sealing has stopped, or the last seals were removed.`
      : `From the hour ${unsealedSince} (UTC) on nothing is sealed yet.`,
  );
  return { text: `${lines.join('\n')}\n`, inOrder: !late };
}

async function verify({ table, raw, clock }: AuditPorts, { building, from, to }: Values): Promise<void> {
  const owner = await createBuildingStore(table).get(building);
  if (owner === undefined) throw new OperatorError(`There is no building ${building}.`);
  const [first, last] = [timeOf(from, 'from'), timeOf(to, 'to')];
  const range = { ...(first && { from: first }), ...(last && { to: last }) };
  const { text, inOrder } = describeReport(await verifyTrail({ table, raw, clock }, owner, range), clock.now());
  process.stdout.write(text);
  if (!inOrder) process.exitCode = 1;
}

function draw({ at, actor, action, resource, outcome, code, changed, values }: AuditRecord): string {
  const details = [
    ...(changed ?? []),
    ...Object.entries(values ?? {}).map(([name, value]) => `${name}=${value}`),
    ...(code === undefined ? [] : [code]),
  ];
  const who = `${actor.kind} ${actor.id}`;
  return `${at}  ${who}  ${action}  ${resource.type}:${resource.id}  ${outcome}  ${details.join(' ')}`.trimEnd();
}

async function list({ table, clock }: AuditPorts, values: Values): Promise<void> {
  const { building, actor, resource, month = monthOf(clock.now()) } = values;
  const limit = Number(values.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1_000)
    throw new OperatorError('--limit is a whole number from 1 to 1000.');
  const store = createAuditStore(table);
  const read = () => {
    if (actor !== undefined) return store.listOfActor(building, actor, { limit });
    return resource === undefined
      ? store.listOfMonth(building, month, { limit })
      : store.listOfResource(building, resource, { limit });
  };
  const { items } = await read();
  process.stdout.write(items.map((record) => `${draw(record)}\n`).join(''));
}

/** The table of the running system of this machine, or with the operator's own credentials that of a deployed one. */
async function open(aws: boolean): Promise<AuditPorts & { close(): void }> {
  if (!aws) {
    const { ports, identity } = await attach();
    return { ...ports, close: () => identity.close() };
  }
  const missing = [ENVIRONMENT.tableName, ENVIRONMENT.dataKeyArn].filter((name) => !process.env[name]);
  if (missing.length > 0) throw new OperatorError(`--aws needs ${missing.join(' and ')}, as the functions have them.`);
  return { ...awsPorts(process.env), close: () => {} };
}

/** Shows a building's audit trail, or computes its seals anew and says where it is not as it was sealed. */
export async function run(parameters: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args: [...parameters], allowPositionals: true, options: OPTIONS });
  const act = positionals[0] === 'verify' ? verify : positionals[0] === 'list' ? list : undefined;
  if (act === undefined || positionals.length > 1) throw new OperatorError(`Usage: ${USAGE}`);
  const { close, ...ports } = await open(values.aws);
  try {
    await act(ports, values);
  } finally {
    close();
  }
}
