/**
 * A process to be killed: `node victim.ts <database>`. It sends to `work` and prints a line for each send that was
 * acknowledged, while it receives and removes; it never ends by itself.
 */
import { systemClock } from '@bos/kernel/clock';
import { ulidSource } from '@bos/kernel/ids';
import { openQueues } from './queues.ts';

const [, , databasePath = ''] = process.argv;
const queues = openQueues({ databasePath, clock: systemClock, ids: ulidSource(systemClock) });
queues.create('work', { fifo: true, visibilitySeconds: 300 });

for (let n = 0; ; n++) {
  const { id } = queues.send('work', { body: String(n), groupId: `group-${n % 7}` });
  process.stdout.write(`sent ${id}\n`);
  if (n % 3 === 2) {
    const [message] = queues.receive('work', 1);
    // Every other one stays in flight for ever.
    if (message !== undefined && n % 2 === 0) {
      queues.remove('work', message.receipt);
      process.stdout.write(`removed ${message.id}\n`);
    }
  }
  if (n % 4 === 3) await new Promise((resolve) => setImmediate(resolve));
}
