import { UpdateTerminationProtectionCommand } from '@aws-sdk/client-cloudformation';
import type { Settings } from '../../lib/settings.ts';
import type { AccountClients } from './account-clients.ts';
import type { CdkCommand, CdkOutcome, Subject } from './cdk-command.ts';
import { RehearsalError } from './report.ts';
import { physicalIdsOf, type StackState, stackNames, statesOf } from './stacks.ts';

const DEPLOY = ['deploy', '--all', '--require-approval', 'never'] as const;

/** Of templates, for the emulator's change sets do not know what would be replaced: the command's own tables do. */
const DIFF = ['diff', '--all', '--fail', '--method', 'template'] as const;

/** Lines of the command in which a failure says its reason. */
const REASON = /❌|‣|failed|Error|cannot|exists/;

/** Lines in which it notes an asset. */
const PROGRESS = /: (start|success): |^(start|success): /;

/** What the command said of its failure: its reasons, else its last words. */
export function reasonOf({ code, printed }: CdkOutcome): string {
  const lines = printed.split('\n').filter((line) => line.trim() !== '' && !PROGRESS.test(line));
  const reasons = lines.filter((line) => REASON.test(line) && !/^\s+at /.test(line));
  return [`cdk ended with ${code}`, ...(reasons.length > 0 ? reasons : lines).slice(-8)].join('\n       ');
}

function mustSucceed(outcome: CdkOutcome): CdkOutcome {
  if (outcome.code !== 0) throw new RehearsalError(reasonOf(outcome));
  return outcome;
}

/** Settings as the command line takes them. */
export type Context = Readonly<Record<string, string>>;

const words = (context: Context): string[] =>
  Object.entries(context).flatMap(([name, value]) => ['--context', `${name}=${value}`]);

export async function bootstrap(cdk: CdkCommand, { account, region }: Settings): Promise<string> {
  mustSucceed(await cdk.run('no application', 'bootstrap', `aws://${account}/${region}`));
  return 'the toolkit’s stack, its bucket and its roles';
}

/** Deploys all stacks, each of which must then be complete, and protected if it holds data. */
export async function deploy(
  cdk: CdkCommand,
  clients: AccountClients,
  { environment }: Settings,
  subject: Subject,
  context: Context,
): Promise<string> {
  mustSucceed(await cdk.run(subject, ...DEPLOY, ...words(context)));
  const states = await statesOf(clients, environment);
  const broken = states.flatMap(({ name, status, failures }) => [
    ...(/^(CREATE|UPDATE)_COMPLETE$/.test(status) ? [] : [`${name} is ${status}`]),
    ...failures.map((failure) => `${name}: ${failure}`),
  ]);
  if (broken.length > 0) throw new RehearsalError(broken.join('\n       '));
  const open = states.filter((state) => state.name.endsWith('-data') && !state.protected);
  if (open.length > 0) throw new RehearsalError(`${open[0]?.name} may be deleted by mistake`);
  const resources = await physicalIdsOf(clients, environment);
  return `${states.length} stacks, ${resources.length} resources`;
}

/** Deploys again what stands: no stack may be touched. */
export async function deployAgain(
  cdk: CdkCommand,
  clients: AccountClients,
  { environment }: Settings,
  context: Context,
): Promise<string> {
  const before = await statesOf(clients, environment);
  const { printed } = mustSucceed(await cdk.run('application', ...DEPLOY, ...words(context)));
  const after = await statesOf(clients, environment);
  const touched = after.filter(({ name, events }) => events !== eventsOf(before, name)).map(({ name }) => name);
  const unchanged = printed.split('(no changes)').length - 1;
  if (touched.length > 0 || unchanged !== after.length) {
    throw new RehearsalError(`something changed: ${touched.join(', ') || `cdk calls ${unchanged} stacks unchanged`}`);
  }
  return `no change in ${unchanged} stacks`;
}

const eventsOf = (states: readonly StackState[], stack: string): number | undefined =>
  states.find(({ name }) => name === stack)?.events;

/** What a change would do: it must be seen, and must replace nothing. */
export async function seeChange(cdk: CdkCommand, context: Context): Promise<string> {
  const outcome = await cdk.run('application', ...DIFF, ...words(context));
  const count = /Number of stacks with differences: (\d+)/.exec(outcome.printed)?.[1];
  if (outcome.code !== 1 || count === undefined)
    throw new RehearsalError(`no difference is seen: ${reasonOf(outcome)}`);
  const replaced = outcome.printed
    .split('\n')
    .filter((line) => /\b(replace|replaced|replacement|destroy|orphan)\b/.test(line));
  if (replaced.length > 0)
    throw new RehearsalError(`it would replace or destroy:\n       ${replaced.join('\n       ')}`);
  return `${count} stacks differ, nothing is replaced or destroyed`;
}

/** After the change is deployed, nothing of it differs any more. */
export async function seeNoChange(cdk: CdkCommand): Promise<string> {
  const outcome = await cdk.run('last assembly', ...DIFF);
  if (outcome.code !== 0) throw new RehearsalError(`something still differs: ${outcome.printed.slice(-2_000)}`);
  return 'nothing differs';
}

/** As docs/aws.md says: the data stack's protection is taken off by hand, then everything is destroyed. */
export async function destroy(cdk: CdkCommand, clients: AccountClients, { environment }: Settings): Promise<string> {
  for (const { name } of (await statesOf(clients, environment)).filter((state) => state.protected)) {
    await clients.cloudFormation.send(
      new UpdateTerminationProtectionCommand({ StackName: name, EnableTerminationProtection: false }),
    );
  }
  mustSucceed(await cdk.run('last assembly', 'destroy', '--all', '--force'));
  return `${stackNames(environment).length} stacks`;
}

/** The retained table has the name that a new one needs: the command must fail and say so. */
export async function deployInVain(cdk: CdkCommand): Promise<string> {
  const outcome = await cdk.run('last assembly', ...DEPLOY);
  if (outcome.code === 0) throw new RehearsalError('a second table of the same name was made');
  const reason = outcome.printed.split('\n').find((line) => line.includes('‣') && /exists/.test(line));
  if (reason === undefined) throw new RehearsalError(`it fails for another reason: ${reasonOf(outcome)}`);
  return `refused, as it must be: ${reason.replace(/^.*‣\s*/, '').slice(0, 110)}`;
}
