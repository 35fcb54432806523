// A judge of `npm run validate`: the state machines in lib/workflows, by state and field. Run by itself it does the same.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDefinition } from '@bos/embedded/asl/definition';
import { type AslFault, describeFault } from '@bos/embedded/asl/definition-error';
import { definitionFaults } from '@bos/embedded/asl/state-machine';
import { substitute } from '@bos/embedded/asl/substitution';
import type { FunctionDefinition } from '@bos/kernel/function-definition';
import { CATALOG } from '../../functions/catalog.ts';
import { substitutionName } from '../../lib/mission-substitutions.ts';
import { checkDemands } from './workflow-demands.ts';

/**
 * What is wrong with a definition (Amazon States Language, JSON text) whose tasks are mission steps of the catalog: what an
 * engine would refuse, or, when there is nothing of that kind, what is not wanted here.
 */
export function workflowFaults(source: string, catalog: readonly FunctionDefinition[]): readonly AslFault[] {
  const steps = catalog.filter(({ trigger }) => trigger.kind === 'mission-step');
  const names = Object.fromEntries(steps.map(({ name }) => [substitutionName(name), name]));
  const faults = [...definitionFaults(source, names)];
  if (faults.length > 0) return faults;
  const report = (fault: AslFault): void => void faults.push(fault);
  const machine = parseDefinition(substitute(source, names, report), report);
  const timeouts = new Map(steps.map(({ name, timeoutSeconds }) => [name, timeoutSeconds]));
  if (machine !== undefined) checkDemands(machine, timeouts, report);
  return faults;
}

if (import.meta.main) {
  const folder = join(import.meta.dirname, '..', '..', 'lib', 'workflows');
  const files = readdirSync(folder).filter((name) => name.endsWith('.asl.json'));
  if (files.length === 0) throw new Error(`${folder} holds no state machine`);
  for (const file of files) {
    for (const fault of workflowFaults(readFileSync(join(folder, file), 'utf8'), CATALOG)) {
      process.stdout.write(`${file}: ${describeFault(fault)}\n`);
      process.exitCode = 1;
    }
  }
}
