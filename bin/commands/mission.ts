import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { getJson } from '../local/api.ts';
import { attach } from '../local/attach.ts';
import { issueToken } from '../local/issue-token.ts';
import { OperatorError } from '../local/operator-error.ts';

const POLL_MILLISECONDS = 500;

const missionSchema = z.object({
  id: z.string(),
  status: z.string(),
  finishedAt: z.string().optional(),
  steps: z.array(
    z.object({ id: z.string(), tool: z.string(), status: z.string(), failureCode: z.string().optional() }),
  ),
});

function draw({ id, status, steps }: z.infer<typeof missionSchema>): string {
  const lines = steps.map((step) =>
    `  ${step.id.padEnd(4)} ${step.tool.padEnd(24)} ${step.status} ${step.failureCode ?? ''}`.trimEnd(),
  );
  return [`${id}  ${status}`, ...lines].join('\n');
}

/** Prints a mission with its steps; with `--watch` again at each change, until it has ended. */
export async function run(parameters: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...parameters],
    allowPositionals: true,
    options: { watch: { type: 'boolean', default: false }, building: { type: 'string', default: 'demo' } },
  });
  const [missionId] = positionals;
  if (missionId === undefined) throw new OperatorError('Give the mission’s id: bos mission <id> [--watch]');
  const attached = await attach();
  const token = await issueToken(attached, values.building, 'manager');
  attached.identity.close();
  const url = `${attached.running.url}/v1/buildings/${encodeURIComponent(values.building)}/missions/${encodeURIComponent(missionId)}`;
  for (let shown = ''; ; await sleep(POLL_MILLISECONDS)) {
    const mission = missionSchema.parse(await getJson(url, token));
    const drawing = draw(mission);
    if (drawing !== shown) process.stdout.write(`${drawing}\n`);
    shown = drawing;
    if (!values.watch || mission.finishedAt !== undefined) return;
  }
}
