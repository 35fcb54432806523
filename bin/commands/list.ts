import { parseArgs } from 'node:util';
import { listEverywhere, type Somewhere } from '@bos/table/list-everywhere';
import type { Page, Table } from '@bos/table/table';
import { attach } from '../local/attach.ts';
import { LIST_PATTERNS, type ListName } from '../local/list-patterns.ts';
import { buildingIds, LISTS, type ListEntry } from '../local/lists.ts';
import { OperatorError } from '../local/operator-error.ts';

const OPTIONS = {
  building: { type: 'string', default: 'demo' },
  everywhere: { type: 'boolean', default: false },
  open: { type: 'boolean', default: false },
  closed: { type: 'boolean', default: false },
  limit: { type: 'string', default: '50' },
  cursor: { type: 'string' },
} as const;

const USAGE = `bos list ${Object.keys(LIST_PATTERNS).join('|')} [--open | --closed] [--building demo | --everywhere] [--limit 50] [--cursor …]`;

const MOST = 1_000;

const isList = (name: string): name is ListName => Object.hasOwn(LIST_PATTERNS, name);

/** What to list, as the command line says it. Throws OperatorError. */
export function readRequest(parameters: readonly string[]) {
  const { values, positionals } = parseArgs({ args: [...parameters], allowPositionals: true, options: OPTIONS });
  const [name = ''] = positionals;
  if (!isList(name) || positionals.length > 1) throw new OperatorError(`Usage: ${USAGE}`);
  if (values.open && values.closed) throw new OperatorError('--open or --closed, not both.');
  const limit = Number(values.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST)
    throw new OperatorError(`--limit is a whole number from 1 to ${MOST}.`);
  const { building, everywhere, cursor } = values;
  return {
    list: LISTS[name],
    state: values.closed ? ('closed' as const) : ('open' as const),
    building: everywhere ? undefined : building,
    page: { limit, ...(cursor !== undefined && { cursor }) },
  };
}

type Request = ReturnType<typeof readRequest>;

/** Reads on until the page is full or the list has ended: most buildings have little or nothing. */
export async function readPage(
  table: Table,
  { list, state, building, page }: Request,
): Promise<Page<Somewhere<ListEntry>>> {
  const ofBuilding = list(table, state);
  if (building !== undefined) {
    const { items, next } = await ofBuilding(building, page);
    return { items: items.map((item) => ({ buildingId: building, item })), next };
  }
  const deps = { buildings: buildingIds(table), list: ofBuilding };
  const found: Somewhere<ListEntry>[] = [];
  for (let { cursor } = page; ; ) {
    const limit = page.limit - found.length;
    const part: Page<Somewhere<ListEntry>> = await listEverywhere(deps, {
      limit,
      ...(cursor !== undefined && { cursor }),
    });
    found.push(...part.items);
    if (part.next === null || found.length >= page.limit) return { items: found, next: part.next };
    cursor = part.next;
  }
}

const line = ({ buildingId, item: { id, status, at, detail } }: Somewhere<ListEntry>): string =>
  `${buildingId.padEnd(16)} ${id}  ${status.padEnd(12)} ${at}  ${detail}`.trimEnd();

/** Prints a list of one building or of all of them, by building; where there is more, the cursor that leads on. */
export async function run(parameters: readonly string[]): Promise<void> {
  const request = readRequest(parameters);
  const { ports, identity } = await attach();
  try {
    const { items, next } = await readPage(ports.table, request);
    process.stdout.write(items.map((item) => `${line(item)}\n`).join(''));
    if (next !== null) process.stderr.write(`There is more: --cursor ${next}\n`);
  } finally {
    identity.close();
  }
}
