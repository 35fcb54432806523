import type { Deployment } from '../deployment.ts';
import type { Facts } from '../facts.ts';
import { alarmFacts } from './alarm-facts.ts';
import { backupFacts } from './backup-facts.ts';
import { functionFacts } from './function-facts.ts';
import { missionFacts } from './mission-facts.ts';
import { queueFacts } from './queue-facts.ts';
import { routeFacts } from './route-facts.ts';
import { scheduleFacts } from './schedule-facts.ts';
import { sourceFacts } from './source-facts.ts';
import { storeFacts } from './store-facts.ts';
import { tableFacts } from './table-facts.ts';

const AREAS = [
  tableFacts,
  queueFacts,
  functionFacts,
  routeFacts,
  sourceFacts,
  missionFacts,
  scheduleFacts,
  alarmFacts,
  storeFacts,
  backupFacts,
];

/** Asks the services what they hold, and compares it with the catalog, the queues, the table and the workflow. */
export async function readBack(deployment: Deployment, facts: Facts): Promise<void> {
  for (const area of AREAS) {
    await area(deployment, facts).catch((error: unknown) => {
      facts.hold(area.name, error instanceof Error ? error.message : String(error));
    });
  }
}
