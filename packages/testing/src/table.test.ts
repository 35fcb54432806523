import { virtualClock } from './clocks.ts';
import { createMemoryTable } from './memory-table.ts';
import { describeTable } from './table-contract.ts';
import { describeIsolation, propertyOperations } from './table-isolation-contract.ts';

const clock = virtualClock();
const memory = createMemoryTable({ clock });
describeTable('memory', () => ({ table: memory.table, clock, items: async () => memory.items() }));

describeIsolation(
  'memory',
  () => {
    const { table, items } = createMemoryTable({ clock });
    return { table, clock, items: async () => items() };
  },
  propertyOperations(5_000),
);
