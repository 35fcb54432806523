import * as z from 'zod';

const targetSchema = z.enum(['one-machine', 'cloud']);

/** Where the system runs: as a process on this machine, or as bundled functions on engines that play AWS. */
export type Target = z.infer<typeof targetSchema>;

/** That of the project whose tests run. */
export const chosenTarget: Target = targetSchema.default('one-machine').parse(process.env.BOS_TEST_TARGET);
