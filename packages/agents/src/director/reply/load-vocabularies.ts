import type { Step } from '@bos/missions/missions/step';
import type { Vocabulary } from './reply-context.ts';

/** Loaded by the missions that need them: every other function and reply does without their words. */
const ROOMS: readonly (readonly [tools: RegExp, load: () => Promise<Vocabulary>])[] = [
  [/^(?:access|visitors|parcels)\./, async () => (await import('./access-vocabulary.ts')).ACCESS_VOCABULARY],
  [/^stays\./, async () => (await import('./stay-vocabulary.ts')).STAY_VOCABULARY],
];

/** The words for the tools of these steps. */
export async function vocabulariesFor(steps: readonly Pick<Step, 'tool'>[]): Promise<readonly Vocabulary[]> {
  const needed = ROOMS.filter(([tools]) => steps.some(({ tool }) => tools.test(tool)));
  return Promise.all(needed.map(([, load]) => load()));
}
