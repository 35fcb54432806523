import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CATALOG } from '../../../functions/catalog.ts';
import { QUEUES } from '../../../functions/queue-definitions.ts';
import { synthesise } from '../../infra/synthesise.ts';
import { type Finding, installJudges, lintTemplates, scanFolder } from './judges.ts';

const REGION = 'sa-east-1';

interface Acknowledgement {
  readonly rule: string;
  /** Resources that may break it; every place when not given. */
  readonly place?: RegExp;
  readonly reason: string;
}

/** What the judges find and we leave as it is. Whatever is not in this list fails. */
const ACKNOWLEDGED: readonly Acknowledgement[] = [
  {
    rule: 'W3005',
    reason: 'CDK names a role among the dependencies of what already refers to it: said twice, but harmless.',
  },
  {
    rule: 'CKV_AWS_115',
    place: / Functions/,
    reason: 'Reserved concurrency is taken from all others; queue readers have a maximum in the catalog instead.',
  },
  {
    rule: 'CKV_AWS_116',
    place: / Functions/,
    reason:
      'Nothing is invoked asynchronously but the sweep, whose next tick does its work; queues and stream have theirs.',
  },
  {
    rule: 'CKV_AWS_117',
    place: / Functions/,
    reason:
      'They talk to AWS and WhatsApp over TLS and to nothing in a network of ours, so a VPC would protect nothing.',
  },
  {
    rule: 'CKV_AWS_173',
    place: / Functions/,
    reason: 'The variables hold names and ARNs, never a secret; Lambda encrypts them with a key of its own.',
  },
  {
    rule: 'CKV_AWS_18',
    place: /AccessLogs/,
    reason: 'This bucket receives the access logs; logging into itself would never end.',
  },
  {
    rule: 'CKV_AWS_21',
    place: /AccessLogs/,
    reason: 'Access logs are written once under names that never repeat, and expire after 90 days.',
  },
];

const covers = ({ rule, place }: Acknowledgement, finding: Finding): boolean =>
  rule === finding.rule && (place === undefined || place.test(finding.place));

const unacknowledged = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter((finding) => !ACKNOWLEDGED.some((acknowledgement) => covers(acknowledgement, finding)));

/** A template that no judge may let pass: an unknown property, and a bucket open to the world. */
const PLANTED = {
  Resources: {
    Wrong: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeOut: 30 } },
    Open: { Type: 'AWS::S3::Bucket', Properties: { AccessControl: 'PublicRead' } },
  },
};

const root = join(import.meta.dirname, '..', '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'bos-judges-'));
const systemFolder = join(folder, 'system');
const plantedFolder = join(folder, 'planted');
const plantedPath = join(plantedFolder, 'planted.template.json');
let python: string;
let paths: readonly string[];

beforeAll(async () => {
  python = await installJudges();
  const { data, missions, api, observability } = synthesise({
    catalog: CATALOG,
    queues: Object.values(QUEUES),
    missionDefinition: readFileSync(join(root, 'lib', 'workflows', 'mission.asl.json'), 'utf8'),
    context: { region: REGION, environment: 'prod', alarmEmail: 'operator@example.com', tracing: true },
  });
  mkdirSync(systemFolder);
  mkdirSync(plantedFolder);
  paths = Object.entries({ data, missions, api, observability }).map(([name, template]) => {
    const path = join(systemFolder, `${name}.template.json`);
    writeFileSync(path, JSON.stringify(template.toJSON()));
    return path;
  });
  writeFileSync(plantedPath, JSON.stringify(PLANTED));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the templates of the system', () => {
  test('pass cfn-lint and checkov, but for what is acknowledged, and every acknowledgement is still needed', async () => {
    const linted = await lintTemplates(python, REGION, paths);
    const { findings: scanned, resources } = await scanFolder(python, systemFolder);
    expect(resources).toBeGreaterThan(200);
    expect(unacknowledged([...linted, ...scanned])).toEqual([]);
    const idle = ACKNOWLEDGED.filter((each) => ![...linted, ...scanned].some((finding) => covers(each, finding)));
    expect(idle).toEqual([]);
  });
});

describe('the judges', () => {
  test('object to what is planted', async () => {
    const linted = await lintTemplates(python, REGION, [plantedPath]);
    expect(linted).toContainEqual(expect.objectContaining({ rule: 'E3002', place: 'planted.template.json Wrong' }));
    const { findings } = await scanFolder(python, plantedFolder);
    expect(unacknowledged(findings)).toContainEqual(
      expect.objectContaining({ rule: 'CKV_AWS_20', place: 'planted.template.json Open' }),
    );
  });

  test('need Python 3.13, and say so in one line', async () => {
    const environment = { PYTHON313: '/nowhere/python', ENGINES_DIR: join(folder, 'engines') };
    await expect(installJudges(environment)).rejects.toThrow(
      /^PYTHON313=\/nowhere\/python is no Python 3\.13: name one that is, or unset it\.$/,
    );
  });
});
