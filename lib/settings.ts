import * as z from 'zod';

const list = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .pipe(z.array(z.string().min(1)));

const flag = z.union([z.boolean(), z.stringbool()]);

/**
 * What an operator decides for one environment, as CDK context (`-c name=value` or cdk.json).
 * `replicas` maps a region to the ARN of the customer managed key that encrypts the replica there.
 */
const settingsSchema = z.object({
  environment: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,15}$/, 'lower-case letters, digits and hyphens, at most 16')
    .default('dev'),
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a region such as sa-east-1')
    .default('sa-east-1'),
  account: z
    .string()
    .regex(/^\d{12}$/, 'twelve digits')
    .optional(),
  /** Ceilings against a runaway client: requests beyond them are throttled, not billed. */
  maxReadUnits: z.coerce.number().int().positive().default(4_000),
  maxWriteUnits: z.coerce.number().int().positive().default(2_000),
  replicas: z
    .union([z.record(z.string(), z.string()), z.string().transform((text): unknown => JSON.parse(text))])
    .pipe(z.record(z.string(), z.string().startsWith('arn:')))
    .default({}),
  /** Origins of web consoles that call the API from a browser; none means no CORS at all. */
  allowedOrigins: list.default([]),
  /** Where people reach the pages: what links to guests begin with. Without it no such link is sent. */
  publicUrl: z
    .url({ protocol: /^https?$/, error: 'a web address such as https://aurora.example' })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  /** Who hears of alarms; more subscribers can be added to the topic at any time. */
  alarmEmail: z.email().optional(),
  /** X-Ray for every function. It costs each role the four X-Ray actions on `*`, for AWS scopes them no further. */
  tracing: flag.default(false),
  /** Whether copies of the table may be deleted before their time: see `lib/constructs/backup-plan.ts`. */
  backupLock: z.enum(['none', 'governance', 'compliance']).default('none'),
  /** Where alarms send their reader. */
  runbook: z.string().default('docs/runbook.md'),
});

export type Settings = z.infer<typeof settingsSchema>;

/** Reads the settings through `context` (a construct's `tryGetContext`). Throws naming every wrong setting. */
export function readSettings(context: (name: string) => unknown): Settings {
  const given = Object.fromEntries(
    Object.keys(settingsSchema.shape).flatMap((name) => {
      const value = context(name);
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
  const result = settingsSchema.safeParse(given);
  if (result.success) return result.data;
  throw new Error(`The settings of this environment are wrong:\n${z.prettifyError(result.error)}`);
}
