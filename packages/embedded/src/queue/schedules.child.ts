/**
 * A process to be killed: `node schedules.child.ts <database>`. It schedules messages for a few milliseconds later,
 * prints the body of each when that was acknowledged, and sends what is due; it never ends by itself.
 */
import { randomUUID } from 'node:crypto';
import { systemClock } from '@bos/kernel/clock';
import { ulidSource } from '@bos/kernel/ids';
import { openQueues } from './queues.ts';

const [, , databasePath = ''] = process.argv;
const queues = openQueues({ databasePath, clock: systemClock, ids: ulidSource(systemClock) });
queues.create('work', { fifo: true });

for (let n = 0; ; n++) {
  const body = randomUUID();
  const at = new Date(Date.now() + (n % 20));
  queues.schedule({ name: body, at, queue: 'work', message: { group: `group-${n % 7}`, body } });
  process.stdout.write(`${body}\n`);
  queues.sendDue();
  if (n % 4 === 3) await new Promise((resolve) => setImmediate(resolve));
}
