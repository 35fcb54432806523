import { virtualClock } from './clocks.ts';
import { createMemoryTable } from './memory-table.ts';
import { describeTable } from './table-contract.ts';

const clock = virtualClock();
const memory = createMemoryTable({ clock });
describeTable('memory', () => ({ table: memory.table, clock, items: async () => memory.items() }));
