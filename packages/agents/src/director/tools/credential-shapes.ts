import * as z from 'zod';

const moment = z.object({ date: z.string(), time: z.string() });

/**
 * What may be said of a code. The code itself is not here: steps are read by staff, and the code is its holder's alone.
 * Whoever writes the reply reads it anew. `late`: it is due, and a lock has not confirmed it.
 */
export const codeOutput = z.object({
  credentialId: z.string(),
  state: z.enum(['works', 'not_yet', 'late']),
  from: moment,
  until: moment.optional(),
  /** The names of its locks. */
  locks: z.array(z.string()),
});
/** `owed`: a lock may still take the lost one. */
export const replacedOutput = codeOutput.extend({ owed: z.boolean() });
export const revokedOutput = z.object({
  credentialId: z.string(),
  /** `revoking`: a lock may still take it. */
  state: z.enum(['revoked', 'revoking']),
  locks: z.array(z.string()),
});

export type CodeOutput = z.infer<typeof codeOutput>;
export type ReplacedCodeOutput = z.infer<typeof replacedOutput>;
export type RevokedTagOutput = z.infer<typeof revokedOutput>;
