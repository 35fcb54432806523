import type { FunctionDefinition, Right } from '@bos/kernel/function-definition';
import { QUEUES } from '../queue-definitions.ts';
import { MODEL } from './assets.ts';
import { HOME_ASSISTANT, READ_WRITE } from './rights.ts';

function missionStep(
  name: string,
  description: string,
  rights: readonly Right[],
  timeoutSeconds = 30,
): FunctionDefinition {
  return {
    name: `mission-${name}`,
    description,
    entry: `functions/missions/${name}.ts`,
    trigger: { kind: 'mission-step' },
    rights,
    timeoutSeconds,
    memoryMegabytes: 512,
  };
}

/** What the state machine of missions calls. */
export const MISSION_STEPS: readonly FunctionDefinition[] = [
  missionStep('plan', 'Plans the steps of a mission from what was understood.', READ_WRITE),
  missionStep('validate', 'Refuses steps that the plan must not hold.', READ_WRITE),
  missionStep('advance', 'Decides which steps are ready.', READ_WRITE),
  {
    // The function of timers is told of each code that it changes, and sets its timer.
    ...missionStep(
      'execute-step',
      'Runs one step through its tool.',
      [...READ_WRITE, HOME_ASSISTANT, { kind: 'send', queue: QUEUES.timers.name }],
      60,
    ),
    assets: [MODEL],
  },
  missionStep('compensate', 'Takes back what a failed mission had done.', READ_WRITE, 60),
  missionStep('conclude', 'Ends a mission and replies with what happened.', READ_WRITE),
];
