import { DEMO_PEOPLE } from '@bos/embedded/demo/demo-people';
import { seedDemo } from '@bos/embedded/demo/seed-demo';
import type { FunctionDefinition } from '@bos/kernel/function-definition';
import { identityEntity } from '@bos/people/identities/identity';
import { identityKey } from '@bos/people/identities/identity-store';
import { create } from '@bos/table/write';
import * as z from 'zod';
import type { Ports } from '../../../functions/ports/ports.ts';

/** It runs among the functions of the catalog, so that the demo building is written through the ports of AWS. */
export const SEED_FUNCTION: FunctionDefinition = {
  name: 'seed-demo',
  description: 'Makes the demo building and tells who its people are to Cognito.',
  entry: 'test/support/cloud/seed-function.ts',
  trigger: { kind: 'mission-step' },
  rights: [{ kind: 'table', access: 'read-write' }, { kind: 'data-key' }],
  timeoutSeconds: 30,
  memoryMegabytes: 512,
};

/** The subject of each person, by their id. */
const eventSchema = z.object({ subjects: z.record(z.string(), z.string()) });

/** Makes the demo building and recognises its people by the subjects of their tokens. */
export function build({ table, blindIndex, clock }: Pick<Ports, 'table' | 'blindIndex' | 'clock'>) {
  return async (event: unknown): Promise<void> => {
    const { subjects } = eventSchema.parse(event);
    await seedDemo({ table, blindIndex }, clock.now());
    for (const { userId } of DEMO_PEOPLE) {
      const key = await identityKey(blindIndex, 'oidc', subjects[userId] ?? '');
      if (key === undefined) throw new RangeError(`${userId} has no subject`);
      await table.write([create(identityEntity, { ...key, userId })]);
    }
  };
}
