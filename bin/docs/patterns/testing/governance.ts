import { auditEntity } from '@bos/governance/audit/audit-record';
import { auditSealEntity } from '@bos/governance/audit/audit-seal';
import { createAuditStore } from '@bos/governance/audit/audit-store';
import { ofStore, type RoomPatterns } from './patterns.ts';
import { AT, BUILDING, MARIA, TICKET } from './places.ts';
import { COPIES, hashOf, idOf, typical } from './typical.ts';

const buildingId = BUILDING;
const month = AT.slice(0, 7);
const digest = 'f'.repeat(64);
const hourOf = (n: number): string => `2026-11-${String(1 + n).padStart(2, '0')}T12`;

export const governancePatterns: RoomPatterns = {
  items: async () => [
    typical(
      auditEntity,
      {
        buildingId,
        auditId: idOf(900),
        at: AT,
        actor: { kind: 'user', id: MARIA },
        action: 'ticket.changed',
        resource: { type: 'ticket', id: TICKET },
        outcome: 'done',
        requestId: idOf(950),
        changed: ['status'],
        values: { status: 'resolved' },
      },
      { another: (n) => ({ auditId: idOf(900 + n) }) },
    ),
    typical(
      auditSealEntity,
      {
        buildingId,
        hour: hourOf(0),
        count: COPIES,
        root: digest,
        previous: digest,
        hash: digest,
        records: Array.from({ length: COPIES }, (_, n) => `${idOf(900 + n)}:${hashOf(n).slice(0, 16)}`),
      },
      { another: (n) => ({ hour: hourOf(n) }) },
    ),
  ],
  reads: [
    ...ofStore('audit', ({ table }) => createAuditStore(table), {
      listOfMonth: { by: 'API and operator: the trail', run: (store) => store.listOfMonth(buildingId, month) },
      listOfActor: { by: 'API and operator: what somebody did', run: (store) => store.listOfActor(buildingId, MARIA) },
      listOfResource: {
        by: 'API and operator: what was done to something',
        run: (store) => store.listOfResource(buildingId, `ticket:${TICKET}`),
      },
    }),
    {
      name: 'the seal of an hour',
      usedBy: 'verification of the trail',
      run: ({ table }) => table.get(auditSealEntity, { buildingId, hour: hourOf(0), month }),
    },
    {
      name: 'the youngest seal',
      usedBy: 'sealing, each hour for each building',
      run: ({ table }) =>
        table.list(auditSealEntity, { buildingId, month }, { limit: 1, newestFirst: true, consistent: true }),
    },
  ],
};
