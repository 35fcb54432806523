// `npm run rehearse`: the CDK application deployed into an emulated account, changed, read back and destroyed.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { readSettings, type Settings } from '../../lib/settings.ts';
import { accountClients } from './account-clients.ts';
import { cdkCommand } from './cdk-command.ts';
import { findDeployment } from './deployment.ts';
import { ACCOUNT, type EmulatedAccount, startEmulatedAccount } from './emulated-account.ts';
import { collectFacts } from './facts.ts';
import { readBack } from './read-back/read-back.ts';
import { printReport } from './report.ts';
import { retainedFacts } from './retained.ts';
import { rightsFacts } from './rights/rights-facts.ts';
import { physicalIdsOf } from './stacks.ts';
import {
  bootstrap,
  type Context,
  deploy,
  deployAgain,
  deployInVain,
  destroy,
  seeChange,
  seeNoChange,
} from './steps.ts';
import { INERT_TYPES, UNJUDGED } from './unjudged.ts';

const CONTEXT: Context = { environment: 'rehearsal', region: 'sa-east-1', account: ACCOUNT };

/** A setting of every kind that an operator may change: functions, roles, the API, the table, copies, a subscription. */
const CHANGED: Context = {
  ...CONTEXT,
  tracing: 'true',
  alarmEmail: 'operator@example.com',
  allowedOrigins: 'https://console.example.com',
  maxWriteUnits: '1000',
  backupLock: 'governance',
};

const settingsOf = (context: Context): Settings => readSettings((name) => context[name]);

const startedAt = performance.now();
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const report = printReport(print, () => performance.now());

async function rehearse(account: EmulatedAccount, outputFolder: string): Promise<void> {
  const { endpoint } = account;
  const settings = settingsOf(CONTEXT);
  const { environment, region } = settings;
  const cdk = cdkCommand({ endpoint, region, outputFolder });
  const clients = accountClients(endpoint, region);

  await report.step('bootstrap', () => bootstrap(cdk, settings));
  await report.step('first deploy', () => deploy(cdk, clients, settings, 'application', CONTEXT));

  const facts = collectFacts();
  await report.look('read-back', facts, async () => {
    await readBack(await findDeployment(endpoint, settings), facts);
    return `${facts.count} facts are as the definitions say`;
  });

  const rights = collectFacts();
  await report.look('least privilege', rights, async () => {
    const { read, called } = await rightsFacts(account, await findDeployment(endpoint, settings), rights);
    return `${read} attempts judged by reading policies, ${called} of them by IAM’s check of a call as well`;
  });

  await report.step('second deploy', () => deployAgain(cdk, clients, settings, CONTEXT));
  await report.step('diff of a change', () => seeChange(cdk, CHANGED));
  await report.step('changed deploy', () => deploy(cdk, clients, settings, 'last assembly', CHANGED));

  const changed = collectFacts();
  await report.look('read-back of the change', changed, async () => {
    await readBack(await findDeployment(endpoint, settingsOf(CHANGED)), changed);
    return `${changed.count} facts are as the definitions say`;
  });
  await report.step('diff after it', () => seeNoChange(cdk));

  const before = await physicalIdsOf(clients, environment);
  const deployment = await findDeployment(endpoint, settingsOf(CHANGED));
  await report.step('destroy', () => destroy(cdk, clients, settings));
  const left = collectFacts();
  let retained: readonly string[] = [];
  await report.look('what is left', left, async () => {
    retained = await retainedFacts(deployment, before, left);
    return `${retained.length} resources, all of them retained on purpose`;
  });
  await report.step('deploy over what is left', () => deployInVain(cdk));

  const types = new Set(['AWS::CloudFormation::Stack', ...before.map(({ type }) => type)]);
  report.list('Retained', retained);
  report.list('Accepted without a look', inertLines());
  report.list(
    `Not judged here, of ${types.size} resource types`,
    UNJUDGED.filter(({ type }) => types.has(type)).map(({ type, what, instead }) => `${type}: ${what} (${instead})`),
  );
}

function inertLines(): string[] {
  const lines = [...INERT_TYPES].map(([type, instead]) => `${type} (${instead})`);
  return lines.length > 0 ? lines : ['no resource type: an unknown one, or an unknown property, fails the deployment'];
}

const outputFolder = mkdtempSync(join(tmpdir(), 'bos-rehearsal-'));
let account: EmulatedAccount | undefined;
try {
  await report.step('emulated account', async () => {
    account = await startEmulatedAccount([...INERT_TYPES.keys()]);
    return `${ACCOUNT} in ${settingsOf(CONTEXT).region}, at ${account.endpoint}`;
  });
  if (account !== undefined) await rehearse(account, outputFolder);
} catch {
  // The report has said why. The emulator's last words may tell more than the answer that the command got.
  if (account !== undefined) report.list('Errors within the emulator', lastErrors(account.logPath));
} finally {
  await account?.stop();
  rmSync(outputFolder, { recursive: true, force: true });
}

/** The last that went wrong within the emulator itself. */
function lastErrors(path: string): string[] {
  const lines = stripVTControlCharacters(readFileSync(path, 'utf8')).trim().split('\n');
  return lines.filter((line) => /Error|" 5\d\d -$/.test(line)).slice(-10);
}

print('');
print(`${report.failed ? 'FAILED' : 'passed'} in ${((performance.now() - startedAt) / 1_000).toFixed(0)} s`);
process.exitCode = report.failed ? 1 : 0;
