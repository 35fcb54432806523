import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { DomainError } from '@bos/kernel/errors';

/** Where the table engine's program stands. Throws TABLE_ENGINE_UNAVAILABLE where no package has one for this platform. */
export function engineBinary(platform = `${process.platform}-${process.arch}`): string {
  try {
    const found = createRequire(import.meta.url).resolve(`@dynoxide/${platform}/package.json`);
    const binary = join(dirname(found), process.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide');
    if (existsSync(binary)) return binary;
  } catch (cause) {
    throw unavailable(platform, cause);
  }
  throw unavailable(platform);
}

function unavailable(platform: string, cause?: unknown): DomainError {
  return new DomainError(
    'unavailable',
    'TABLE_ENGINE_UNAVAILABLE',
    `No table engine for ${platform} is installed: set AWS_ENDPOINT_URL_DYNAMODB to a DynamoDB endpoint.`,
    { cause },
  );
}
