import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FunctionDefinition } from '@bos/kernel/function-definition';
import { App, CfnResource, Stack, Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, onTestFinished, test } from 'vitest';
import { checkCatalog } from '../../lib/check-catalog.ts';
import { known } from '../../lib/known.ts';
import { readSettings } from '../../lib/settings.ts';
import { FIXTURE_CATALOG, FIXTURE_QUEUES } from './fixture-catalog.ts';
import { CDK_CONTEXT, synthesise } from './synthesise.ts';

/** A stack with `plant` in it, under the rules that the system is under. */
function synthesisePlanted(plant: (stack: Stack) => void): () => void {
  const outdir = mkdtempSync(join(tmpdir(), 'bos-rules-'));
  onTestFinished(() => rmSync(outdir, { recursive: true, force: true }));
  const app = new App({ outdir, context: CDK_CONTEXT });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  plant(new Stack(app, 'Planted'));
  return () => {
    app.synth();
  };
}

describe('synthesis', () => {
  test('of the whole system breaks no rule of AwsSolutions or CloudFormation', () => {
    expect(() => synthesise({ validate: true })).not.toThrow();
  });

  test('fails on a finding of AwsSolutions', () => {
    const synth = synthesisePlanted((stack) => {
      new Bucket(stack, 'Unlogged', { enforceSSL: false });
    });
    expect(synth).toThrow(/ERROR .*server access logs disabled/);
  });

  test('fails on a template that CloudFormation would refuse', () => {
    const synth = synthesisePlanted((stack) => {
      new CfnResource(stack, 'Wrong', { type: 'AWS::SQS::Queue', properties: { VisibilityTimeout: 'soon' } });
    });
    expect(synth).toThrow(/ERROR VisibilityTimeout: 'soon' is not of type/);
  });
});

describe('an acknowledgement', () => {
  const { acknowledgements } = synthesise();

  test('is made only where it is listed here', () => {
    const made = acknowledgements.map(({ path, rule }) => `${rule.replace(/.*AwsSolutions-/, '')} ${path}`);
    expect(made.sort()).toEqual([
      'APIG4 Api/Http/GET--webhooks--whatsapp',
      'APIG4 Api/Http/POST--webhooks--whatsapp',
      'IAM5[Resource::*] Missions/Coordinator/Role',
      'S1 Data/Documents/AccessLogs',
      'SMG4 Data/Secrets/whatsapp-app-secret/Secret',
      'SMG4 Data/Secrets/whatsapp-verify-token/Secret',
      'SQS3 Missions/StreamFailures/Queue',
    ]);
  });

  test.each(acknowledgements)('of $rule on $path says why', ({ reason }) => {
    expect(reason.split(' ').length).toBeGreaterThan(8);
  });
});

describe('the catalog', () => {
  const named = (name: string): FunctionDefinition =>
    known(new Map(FIXTURE_CATALOG.map((definition) => [definition.name, definition])), name, 'function');
  const webhook = named('whatsapp-webhook');
  const worker = named('inbound-worker');
  const sweep = named('sweep');

  test.each<[string, FunctionDefinition, RegExp]>([
    [
      'a worker that outlasts the visibility of its queue',
      { ...worker, timeoutSeconds: 300 },
      /shows its messages again/,
    ],
    ['a route that outlasts the gateway', { ...webhook, timeoutSeconds: 30 }, /over 29 s/],
    ['a schedule of half minutes', { ...sweep, trigger: { kind: 'schedule', everySeconds: 30 } }, /whole minutes/],
    ['a schedule that overlaps itself', { ...sweep, timeoutSeconds: 61 }, /overlap/],
    [
      'more patterns than an event source takes',
      { ...sweep, trigger: { kind: 'stream', batchSize: 1, patterns: Array.from({ length: 6 }, () => ({})) } },
      /more than 5 patterns/,
    ],
    ['a right to an unknown queue', { ...sweep, rights: [{ kind: 'send', queue: 'nowhere' }] }, /unknown nowhere/],
  ])('is refused with %s', (_, definition, message) => {
    expect(() => checkCatalog([definition], FIXTURE_QUEUES)).toThrow(message);
  });

  test('is refused when two functions share a name or a route', () => {
    expect(() => checkCatalog([webhook, webhook], FIXTURE_QUEUES)).toThrow(/named whatsapp-webhook[\s\S]*answer GET/);
  });
});

describe('settings', () => {
  test('take the address of the pages as it is written behind a link, or refuse it', () => {
    const read = (publicUrl: string) =>
      readSettings((name) => (name === 'publicUrl' ? publicUrl : undefined)).publicUrl;
    expect([read('https://aurora.example/'), read('')]).toEqual(['https://aurora.example', undefined]);
    expect(() => read('aurora.example')).toThrow(/a web address such as https:[\s\S]*publicUrl/);
  });

  test('have a default for everything', () => {
    expect(readSettings(() => undefined)).toMatchObject({ environment: 'dev', region: 'sa-east-1', tracing: false });
  });

  test('are refused by name', () => {
    const given = new Map<string, unknown>([
      ['environment', 'Prod!'],
      ['maxReadUnits', '-1'],
    ]);
    expect(() => readSettings((name) => given.get(name))).toThrow(
      /environment[\s\S]*maxReadUnits|maxReadUnits[\s\S]*environment/,
    );
  });
});
