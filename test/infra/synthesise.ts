import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FunctionDefinition, QueueDefinition } from '@bos/kernel/function-definition';
import { App, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import * as z from 'zod';
import { CATALOG } from '../../functions/catalog.ts';
import { QUEUES } from '../../functions/queue-definitions.ts';
import { addBuildingOs } from '../../lib/building-os.ts';
import { readSettings } from '../../lib/settings.ts';
import { FIXTURE_CATALOG, FIXTURE_MISSION_DEFINITION, FIXTURE_QUEUES } from './fixture-catalog.ts';
import { type Exports, placeOf } from './places.ts';

const contextSchema = z.object({ context: z.record(z.string(), z.unknown()) });

/** The context of cdk.json: the feature flags that the real application runs under. */
export const CDK_CONTEXT = contextSchema.parse(
  JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8')),
).context;

const resourceSchema = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
});
const outputSchema = z.looseObject({ Value: z.unknown(), Export: z.object({ Name: z.string() }).optional() });
const templateSchema = z.looseObject({
  Resources: z.record(z.string(), resourceSchema),
  Outputs: z.record(z.string(), outputSchema).default({}),
});
export interface SynthesisedResource extends z.infer<typeof resourceSchema> {
  /** `Data`, `Missions`, `Api` or `Observability`. */
  readonly stack: string;
  readonly logicalId: string;
}

export interface Acknowledgement {
  readonly path: string;
  readonly rule: string;
  readonly reason: string;
}

export interface Synthesised {
  readonly data: Template;
  readonly missions: Template;
  readonly api: Template;
  readonly observability: Template;
  readonly acknowledgements: readonly Acknowledgement[];
  /** A value in a stack's template as a text: see `places.ts`. */
  place(stack: string, value: unknown): string;
  /** Every resource of all stacks. */
  readonly all: readonly SynthesisedResource[];
  /** Every resource of a type, over all stacks. */
  resources(type: string): readonly SynthesisedResource[];
}

export interface SynthesisOptions {
  readonly context?: Record<string, unknown>;
  readonly catalog?: readonly FunctionDefinition[];
  readonly queues?: readonly QueueDefinition[];
  readonly missionDefinition?: string;
  /** Checks the templates against the rules of CloudFormation, which takes two seconds. */
  readonly validate?: boolean;
}

/** What a construct says about the rules that it breaks. */
const acknowledgementsSchema = z.record(z.string(), z.string());

function acknowledgementsOf(app: App): Acknowledgement[] {
  return app.node.findAll().flatMap(({ node }) =>
    node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries(acknowledgementsSchema.parse(data)))
      .map(([rule, reason]) => ({ path: node.path, rule, reason })),
  );
}

/**
 * Synthesises the whole system with stub code. Throws, as a deployment would, on findings of AwsSolutions, and when
 * asked to validate on those of CloudFormation.
 */
export function synthesise(options: SynthesisOptions = {}): Synthesised {
  const outdir = mkdtempSync(join(tmpdir(), 'bos-synth-'));
  try {
    const app = new App({
      outdir,
      context: { ...CDK_CONTEXT, ...options.context },
      builtinCloudFormationValidation: options.validate ?? false,
    });
    const stacks = addBuildingOs(app, {
      settings: readSettings((name) => app.node.tryGetContext(name)),
      catalog: options.catalog ?? FIXTURE_CATALOG,
      queues: options.queues ?? FIXTURE_QUEUES,
      code: () => Code.fromInline('exports.handler = async () => {};'),
      missionDefinition: options.missionDefinition ?? FIXTURE_MISSION_DEFINITION,
    });
    const assembly = app.synth();
    const templates = stacks.map((stack): unknown => assembly.getStackArtifact(stack.artifactId).template);
    const parsed = stacks.map((stack, position) => ({ stack, ...templateSchema.parse(templates[position]) }));
    const exports: Exports = new Map(
      parsed.flatMap(({ stack, Outputs }) =>
        Object.values(Outputs).flatMap(({ Export, Value }) =>
          Export === undefined ? [] : [[Export.Name, { stack: stack.node.id, value: Value }] as const],
        ),
      ),
    );
    const all = parsed.flatMap(({ stack, Resources }) =>
      Object.entries(Resources).map(([logicalId, resource]) => ({
        ...resource,
        stack: stack.node.id,
        logicalId,
      })),
    );
    const [data, missions, api, observability] = templates.map((template) =>
      Template.fromJSON(z.record(z.string(), z.unknown()).parse(template)),
    );
    if (!data || !missions || !api || !observability) throw new Error('Four stacks were expected.');
    return {
      data,
      missions,
      api,
      observability,
      acknowledgements: acknowledgementsOf(app),
      all,
      place: (stack, value) => placeOf(exports, stack, value),
      resources: (type) => all.filter(({ Type }) => Type === type),
    };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** The system as it is: its own catalog, queues and mission. */
export function synthesiseSystem(options: Pick<SynthesisOptions, 'context' | 'validate'> = {}): Synthesised {
  return synthesise({
    ...options,
    catalog: CATALOG,
    queues: Object.values(QUEUES),
    missionDefinition: readFileSync(new URL('../../lib/workflows/mission.asl.json', import.meta.url), 'utf8'),
  });
}
