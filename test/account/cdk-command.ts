import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ACCOUNT } from './emulated-account.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const PROGRAM = join(ROOT, 'node_modules', 'aws-cdk', 'bin', 'cdk');
const PATIENCE_MILLISECONDS = 240_000;

/** What the command did. It says most of it on its standard error. */
export interface CdkOutcome {
  readonly code: number;
  readonly printed: string;
}

/** What the command works on: the application, run anew; what it made of it last; or nothing but an environment. */
export type Subject = 'application' | 'last assembly' | 'no application';

export interface CdkCommand {
  /** Runs `cdk` with these words. Never throws for an exit code: whether it had to succeed, its caller knows. */
  run(subject: Subject, ...words: readonly string[]): Promise<CdkOutcome>;
}

/** All that the command and the application see of this machine: no profile, no credentials but the emulator's. */
function commandEnvironment(endpoint: string, region: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    HOME: process.env.HOME ?? '',
    // An address, never a name: the S3 client then puts the bucket into the path.
    AWS_ENDPOINT_URL: endpoint,
    // The address of a template is made of this one, and the emulator understands AWS's own form alone.
    AWS_ENDPOINT_URL_S3_FOR_CLOUDFORMATION: `https://s3.${region}.amazonaws.com`,
    AWS_ACCESS_KEY_ID: 'testing',
    AWS_SECRET_ACCESS_KEY: 'testing',
    AWS_SESSION_TOKEN: 'testing',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    CDK_DISABLE_VERSION_CHECK: '1',
    CDK_DEFAULT_ACCOUNT: ACCOUNT,
    CDK_DEFAULT_REGION: region,
    NO_COLOR: '1',
  };
}

/** The CDK's command line with our application, pointed at the emulated account. Templates go to `outputFolder`. */
export function cdkCommand(options: {
  readonly endpoint: string;
  readonly region: string;
  readonly outputFolder: string;
}): CdkCommand {
  const env = commandEnvironment(options.endpoint, options.region);
  const { outputFolder } = options;
  const choice: Readonly<Record<Subject, readonly string[]>> = {
    // As cdk.json says, but under this very Node, which has been found already.
    application: ['--app', `${process.execPath} bin/building-os.ts`, '--output', outputFolder],
    'last assembly': ['--app', outputFolder],
    'no application': [],
  };
  return {
    async run(subject, ...words) {
      const parameters = [PROGRAM, ...words, ...choice[subject], '--no-notices', '--ci'];
      const child = spawn(process.execPath, parameters, {
        // Where there is no cdk.json, there is no application.
        cwd: subject === 'no application' ? outputFolder : ROOT,
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: PATIENCE_MILLISECONDS,
      });
      const endWithUs = (): void => void child.kill();
      process.once('exit', endWithUs);
      let printed = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => {
          printed += text;
        });
      }
      const code = await new Promise<number>((resolve) => {
        child.once('error', (error) => {
          printed += error.message;
          resolve(127);
        });
        child.once('close', (ended, signal) => {
          if (signal !== null) printed += `ended by ${signal} after at most ${PATIENCE_MILLISECONDS / 1_000} s`;
          resolve(ended ?? 1);
        });
      });
      process.off('exit', endWithUs);
      return { code, printed };
    },
  };
}
