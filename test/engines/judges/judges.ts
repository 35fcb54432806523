import { execFile } from 'node:child_process';
import * as z from 'zod';
import { installPythonPackages } from '../launcher/python-packages.ts';

/** One objection of a judge to one resource of one template. */
export interface Finding {
  /** `W3005`, `CKV_AWS_18`, … */
  readonly rule: string;
  /** File of the template and, below it, the resource. */
  readonly place: string;
  readonly says: string;
}

const PATIENCE_MILLISECONDS = 4 * 60_000;
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

const lintSchema = z.array(
  z.object({
    Rule: z.object({ Id: z.string() }),
    Message: z.string(),
    Filename: z.string(),
    Location: z.object({ Path: z.array(z.union([z.string(), z.number()])).nullish() }),
  }),
);

const reportSchema = z.object({
  results: z.object({
    failed_checks: z.array(
      z.object({ check_id: z.string(), check_name: z.string(), file_path: z.string(), resource: z.string() }),
    ),
  }),
  summary: z.object({ resource_count: z.number(), parsing_errors: z.number() }),
});

/** Installs cfn-lint and checkov, once, and gives the Python that runs them. Throws EngineMissingError. */
export function installJudges(environment: NodeJS.ProcessEnv = process.env): Promise<string> {
  return installPythonPackages({ name: 'judges', folder: import.meta.dirname, environment });
}

/** What the judges' own scripts do: those name the path of an interpreter that has moved since. */
const RUN = {
  'cfn-lint': 'from cfnlint.runner import main; main()',
  checkov: 'import sys; from checkov.main import Checkov; sys.exit(Checkov().run())',
};

/** Judges say by their exit code that they found something; only what they print tells more. */
function printed(python: string, judge: keyof typeof RUN, parameters: readonly string[]): Promise<string> {
  const options = { timeout: PATIENCE_MILLISECONDS, maxBuffer: MAX_OUTPUT_BYTES };
  return new Promise((resolve, reject) => {
    execFile(python, ['-c', RUN[judge], ...parameters], options, (error, stdout, stderr) => {
      if (stdout.trim() === '') reject(new Error(`${judge} said nothing: ${stderr.trim() || error?.message}`));
      else resolve(stdout);
    });
  });
}

const fileName = (path: string): string => path.split('/').at(-1) ?? path;

/** What cfn-lint finds in templates for that region: errors, and warnings as well. Throws when it could not judge. */
export async function lintTemplates(python: string, region: string, paths: readonly string[]): Promise<Finding[]> {
  const output = await printed(python, 'cfn-lint', ['--format', 'json', '--regions', region, '--template', ...paths]);
  return lintSchema.parse(JSON.parse(output)).map(({ Rule, Message, Filename, Location }) => ({
    rule: Rule.Id,
    place: `${fileName(Filename)} ${(Location.Path ?? []).slice(0, 2).at(-1) ?? ''}`,
    says: Message,
  }));
}

/** What checkov finds in the templates of a folder, and how many resources it looked at. Throws when it read nothing. */
export async function scanFolder(
  python: string,
  folder: string,
): Promise<{ readonly findings: readonly Finding[]; readonly resources: number }> {
  const quietly = ['--framework', 'cloudformation', '--compact', '--quiet', '--skip-download', '--output', 'json'];
  const output = await printed(python, 'checkov', [...quietly, '--directory', folder]);
  const { results, summary } = reportSchema.parse(JSON.parse(output));
  if (summary.parsing_errors > 0)
    throw new Error(`checkov cannot read ${summary.parsing_errors} templates of ${folder}`);
  const findings = results.failed_checks.map(({ check_id, check_name, file_path, resource }) => ({
    rule: check_id,
    place: `${fileName(file_path)} ${resource.split('.').at(-1) ?? ''}`,
    says: check_name,
  }));
  return { findings, resources: summary.resource_count };
}
