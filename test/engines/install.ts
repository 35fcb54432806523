import { installJudges } from './judges/judges.ts';
import { installLocalStack } from './launcher/localstack.ts';
import { installMoto } from './launcher/moto.ts';
import { installOpenSearch } from './launcher/opensearch-installation.ts';

// Fetches what the suites of the AWS side run on, all at once. They fetch it themselves where this was not called.
const installations = [installLocalStack(), installMoto(), installJudges(), installOpenSearch(process.env)];
for (const outcome of await Promise.allSettled(installations)) {
  if (outcome.status === 'fulfilled') continue;
  process.stderr.write(`${outcome.reason instanceof Error ? outcome.reason.message : outcome.reason}\n`);
  process.exitCode = 1;
}
