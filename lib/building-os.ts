import type { FunctionDefinition, QueueDefinition } from '@bos/kernel/function-definition';
import { type App, type Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { checkCatalog } from './check-catalog.ts';
import type { Settings } from './settings.ts';
import { ApiStack } from './stacks/api-stack.ts';
import { DataStack } from './stacks/data-stack.ts';
import { MissionsStack } from './stacks/missions-stack.ts';
import { ObservabilityStack } from './stacks/observability-stack.ts';
import type { FunctionCode } from './wiring.ts';

export interface BuildingOsProps {
  readonly settings: Settings;
  readonly catalog: readonly FunctionDefinition[];
  readonly queues: readonly QueueDefinition[];
  readonly code: FunctionCode;
  /** Text of `mission.asl.json`. */
  readonly missionDefinition: string;
}

/** The secrets, or the parameters, that the catalog's functions read. */
function namesOf(kind: 'secret' | 'parameter', catalog: readonly FunctionDefinition[]): string[] {
  const names = catalog.flatMap(({ rights }) => rights.flatMap((right) => (right.kind === kind ? right.name : [])));
  return [...new Set(names)].sort();
}

/**
 * The whole system in `app`: data, then missions, then the API, then alarms; each knows only those before it.
 * Findings of AwsSolutions fail the synthesis unless they are acknowledged, with a reason, where they arise.
 */
export function addBuildingOs(app: App, props: BuildingOsProps): readonly Stack[] {
  const { catalog, code, queues, settings } = props;
  checkCatalog(catalog, queues);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const dataStack = new DataStack(app, {
    settings,
    secrets: namesOf('secret', catalog),
    parameters: namesOf('parameter', catalog),
  });
  const data = dataStack.resources;
  const missions = new MissionsStack(app, { ...props, data });
  const api = new ApiStack(app, { settings, catalog, data, code, queue: (name) => missions.queue(name) });
  const observability = new ObservabilityStack(app, {
    settings,
    catalog,
    queues,
    storageKeyArn: data.storageKeyArn,
    apiId: api.apiId,
  });
  return [dataStack, missions, api, observability];
}
