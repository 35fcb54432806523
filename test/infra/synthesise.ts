import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FunctionDefinition, QueueDefinition } from '@bos/kernel/function-definition';
import { App, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import * as z from 'zod';
import { addBuildingOs } from '../../lib/building-os.ts';
import { readSettings } from '../../lib/settings.ts';
import { FIXTURE_CATALOG, FIXTURE_MISSION_DEFINITION, FIXTURE_QUEUES } from './fixture-catalog.ts';

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
const templateSchema = z.looseObject({ Resources: z.record(z.string(), resourceSchema) });
export type SynthesisedResource = z.infer<typeof resourceSchema>;

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
  /** Every resource of a type, over all stacks, with its logical id. */
  resources(type: string): readonly (SynthesisedResource & { readonly logicalId: string })[];
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
    const all = templates.flatMap((template) => Object.entries(templateSchema.parse(template).Resources));
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
      resources: (type) =>
        all
          .filter(([, resource]) => resource.Type === type)
          .map(([logicalId, resource]) => ({ ...resource, logicalId })),
    };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
