import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { freePort } from '@bos/embedded/engine/free-port';
import { startChildEngine } from './child-engine.ts';
import { installPythonPackages } from './python-packages.ts';

const PROGRAM_FOLDER = join(import.meta.dirname, '..', 'localstack');

/** The services that our adapters use. */
const SERVICES = 'stepfunctions,sqs,s3,kms,secretsmanager,ssm,sts,iam,scheduler';

export const REGION = 'us-east-1';
/** LocalStack's own. */
export const ACCOUNT = '000000000000';

export interface LocalStack {
  readonly endpoint: string;
  readonly pid: number;
  stop(): Promise<void>;
}

export interface LocalStackOptions {
  /** A Lambda-shaped server for the tasks of state machines. */
  readonly lambdaEndpoint?: string;
  /** Wait states and pauses before retries are cut to this; 0 leaves them out. */
  readonly longestPauseSeconds?: number;
  /** How long FIFO queues remember the ids of sends: 300 if not given, as in AWS. */
  readonly deduplicationSeconds?: number;
}

/** Installs LocalStack, once, and gives the Python that runs it. Throws EngineMissingError. */
export function installLocalStack(): Promise<string> {
  return installPythonPackages({ name: 'LocalStack', folder: PROGRAM_FOLDER });
}

/** Starts LocalStack on a free port of 127.0.0.1, installing it first where it is missing. State dies with it. */
export async function startLocalStack(options: LocalStackOptions = {}): Promise<LocalStack> {
  const python = await installLocalStack();
  const stateDir = mkdtempSync(join(tmpdir(), 'bos-localstack-'));
  const listen = `127.0.0.1:${await freePort()}`;
  const forgetState = (): void => rmSync(stateDir, { recursive: true, force: true, maxRetries: 5 });
  try {
    const { pid, stop } = await startChildEngine({
      name: 'LocalStack',
      program: python,
      parameters: ['-B', join(PROGRAM_FOLDER, 'main.py')],
      healthUrl: `http://${listen}/_localstack/health`,
      logPath: join(stateDir, 'log'),
      environment: {
        PATH: `${dirname(python)}:/usr/bin:/bin`,
        HOME: stateDir,
        STATE_DIR: stateDir,
        XDG_CACHE_HOME: join(stateDir, 'cache'),
        FILESYSTEM_ROOT: join(stateDir, 'root'),
        GATEWAY_LISTEN: listen,
        LOCALSTACK_HOST: listen,
        SERVICES,
        // A service that loads at its first call makes that call slower than a client's time-out.
        EAGER_SERVICE_LOADING: '1',
        // Signed links to documents are checked, as S3 checks them.
        S3_SKIP_SIGNATURE_VALIDATION: '0',
        // Queue URLs without a sub-domain of an address.
        SQS_ENDPOINT_STRATEGY: 'path',
        // Nothing leaves the machine: no usage events, no certificate, no name server, no metadata service.
        DISABLE_EVENTS: '1',
        SKIP_SSL_CERT_DOWNLOAD: '1',
        DNS_ADDRESS: '0',
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_DEFAULT_REGION: REGION,
        LONGEST_PAUSE_SECONDS: String(options.longestPauseSeconds ?? 'inf'),
        DEDUPLICATION_SECONDS: String(options.deduplicationSeconds ?? 300),
        ...(options.lambdaEndpoint !== undefined && { LAMBDA_ENDPOINT: options.lambdaEndpoint }),
      },
    });
    return { endpoint: `http://${listen}`, pid, stop: () => stop().finally(forgetState) };
  } catch (error) {
    forgetState();
    throw error;
  }
}
