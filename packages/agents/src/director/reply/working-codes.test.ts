import { accessDesk, buildingId } from '@bos/buildings/access/testing/access-desk';
import type { Step } from '@bos/missions/missions/step';
import { expect, test } from 'vitest';
import { workingCodes } from './working-codes.ts';

function told(changes: Partial<Step> = {}): Step {
  return {
    buildingId,
    missionId: 'm1',
    stepId: 's1',
    userId: 'james',
    intent: 'access.code',
    tool: 'access.code_status',
    toolVersion: 1,
    input: {},
    dependsOn: [],
    status: 'completed',
    attempts: 1,
    output: { credentialId: 'c1', state: 'works' },
    ...changes,
  };
}

async function codesFor(steps: readonly Step[], { userId = 'james', hours = 0 } = {}) {
  const desk = accessDesk();
  const { secret } = await desk.issue({ validFrom: desk.clock.now() });
  await desk.settle();
  const codes = await workingCodes(desk.table, { buildingId, userId }, steps, desk.inHours(hours));
  return codes.get('c1') === secret && secret !== undefined;
}

test('a code that a step found to work is named to its holder', async () => {
  expect(await codesFor([told()])).toBe(true);
});

test.each([
  ['to nobody else', [told()], { userId: 'maria' }],
  ['not when its time is over by now', [told()], { hours: 26 }],
  ['not when the step did not find it working', [told({ output: { credentialId: 'c1', state: 'late' } })], {}],
  ['not after a failure', [told({ status: 'failed' })], {}],
  ['not for another tool that happens to name it', [told({ tool: 'access.revoke_tag' })], {}],
])('%s', async (_when, steps, who) => {
  expect(await codesFor(steps, who)).toBe(false);
});
