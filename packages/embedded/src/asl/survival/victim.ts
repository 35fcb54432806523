/**
 * A process to be killed: `node victim.ts <scenario> <journal>`. It prints one line when it is where it shall die
 * (for `many`: one line for each start that was acknowledged) and never ends by itself.
 */
import { systemClock } from '@bos/kernel/clock';
import { ulidSource } from '@bos/kernel/ids';
import { systemTimers } from '@bos/kernel/timers';
import { tokenOf } from '../conformance/fake-functions.ts';
import { openEngine } from '../engine.ts';
import { loadStateMachine } from '../state-machine.ts';
import { type Scenario, scenarios } from './scenarios.ts';

const [, , scenario, databasePath = ''] = process.argv;

function isScenario(name: string | undefined): name is Scenario {
  return name !== undefined && name in scenarios;
}

if (!isScenario(scenario)) throw new Error('usage: victim.ts <scenario> <journal>');

const say = (line: string) => process.stdout.write(`${line}\n`);
const never = () => new Promise<never>(() => undefined);

async function invoke(name: string, payload: unknown): Promise<unknown> {
  switch (name) {
    case 'flaky':
      throw Object.assign(new Error('later'), { name: 'Busy' });
    case 'slow':
      say('in flight');
      return never();
    case 'ask':
      // The invocation returns and is recorded; only then the process may die.
      setTimeout(() => say(tokenOf(payload)), 100);
      return null;
    case 'one':
      if (payload === 2) return never();
      if (payload === 3) {
        say('one done, two in flight');
        return never();
      }
      return 'first life';
    default:
      return payload;
  }
}

const engine = openEngine({
  databasePath,
  stateMachine: loadStateMachine(scenarios[scenario], {}),
  invoke,
  clock: systemClock,
  ids: ulidSource(systemClock),
  timers: systemTimers,
  concurrency: 8,
});
engine.resume();
// Keeps the process alive whatever the engine does.
setInterval(() => {
  if (scenario !== 'retry') return;
  if (engine.history('m').some((event) => event.type === 'RetryScheduled')) say('in the retry wait');
}, 10);

if (scenario === 'many') {
  for (let n = 0; ; n++) {
    await engine.start(`${process.pid}-${n}`, n);
    say(`${process.pid}-${n}`);
    if (n % 5 === 4) await new Promise((resolve) => setImmediate(resolve));
  }
} else await engine.start('m', { input: 'kept' });
