import * as z from 'zod';

const errorSchema = z.object({
  errorType: z.string(),
  errorMessage: z.string(),
  trace: z.array(z.string()).readonly().optional(),
});

/** What a sandbox tells the host. Memory is the most that the process has ever held, in kilobytes. */
export const sandboxReplySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('succeeded'), payload: z.string(), peakKilobytes: z.number() }),
  z.object({ kind: z.literal('failed'), error: errorSchema, peakKilobytes: z.number() }),
  // The process ends after it: initialisation threw, or something threw outside of the handler's promise.
  z.object({ kind: z.literal('died'), error: errorSchema }),
]);

export type SandboxReply = z.infer<typeof sandboxReplySchema>;
