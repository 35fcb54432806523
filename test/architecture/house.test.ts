import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keyPartsOf } from '@bos/table/entity';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { ENTITIES } from '../../bin/docs/entities.ts';
import { CATALOG } from '../../functions/catalog.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

describe('the catalog', () => {
  test.each(CATALOG.map(({ name, entry }) => [name, entry]))(
    '%s has an entry that exports build(ports)',
    (_name, entry) => {
      expect(read(entry)).toMatch(/^export (async )?function build\(/m);
    },
  );

  test('knows every function under functions/ and no other', () => {
    const folders = ['api', 'webhooks', 'streams', 'queues', 'missions', 'schedules'];
    const entries = folders.flatMap((folder) =>
      readdirSync(join(root, 'functions', folder))
        .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
        .map((file) => `functions/${folder}/${file}`)
        .filter((path) => /^export (async )?function build\(/m.test(read(path))),
    );
    expect([...new Set(CATALOG.map(({ entry }) => entry))].toSorted()).toEqual(entries.toSorted());
  });
});

describe('the table', () => {
  test('documents every entity that is defined', () => {
    const defined = new Set<string>();
    for (const file of readdirSync(join(root, 'packages'), { recursive: true, encoding: 'utf8' })) {
      if (
        !file.endsWith('.ts') ||
        file.includes('.test.') ||
        file.startsWith('testing') ||
        file.includes('node_modules')
      )
        continue;
      for (const [, type] of read(join('packages', file)).matchAll(/defineEntity<[^(]*\(\{\s*type: '(\w+)'/g))
        defined.add(type ?? '');
    }
    expect(ENTITIES.map(({ type }) => type).toSorted()).toEqual([...defined].toSorted());
  });

  test('no two kinds of item share a key pattern', () => {
    const pattern = ({ keys }: (typeof ENTITIES)[number]) => `${keys.PK} / ${keys.SK}`.replace(/\{\w+\}/g, '{}');
    const patterns = ENTITIES.map(pattern);
    expect(new Set(patterns).size).toBe(patterns.length);
  });

  test('every key of a tenant’s item starts with its building', () => {
    const tenants = ENTITIES.filter(({ keys }) => keys.PK.startsWith('BUILDING#'));
    for (const { type, keys } of tenants) {
      for (const partition of [keys.GSI1PK, keys.GSI2PK]) {
        // The list of a person's buildings and the list of buildings are the two that span tenants.
        const spanning = ['USER#{userId}', 'BUILDING'];
        if (partition !== undefined && !spanning.includes(partition))
          expect(partition, type).toMatch(/^BUILDING#\{buildingId\}/);
      }
    }
  });

  test('nothing personal is part of a key', () => {
    for (const entity of ENTITIES) {
      for (const field of entity.personal?.fields ?? []) expect(keyPartsOf(entity), entity.type).not.toContain(field);
    }
  });
});

describe('the documents', () => {
  const documents = [
    'README.md',
    ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).map((file) => `docs/${file}`),
  ].filter((file) => file.endsWith('.md'));
  const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read('package.json')));

  test.each(documents)('%s names only commands and files that exist', (file) => {
    const text = read(file);
    for (const [, script = ''] of text.matchAll(/npm run ([\w:]+)/g))
      expect(Object.keys(scripts), script).toContain(script);
    for (const [, command = ''] of text.matchAll(/npx bos ([\w-]+)/g))
      expect(read('bin/bos.ts'), command).toMatch(new RegExp(`^  '?${command}'?: \\{`, 'm'));
    for (const [, path = ''] of text.matchAll(/`((?:bin|docs|functions|lib|packages|test)\/[\w./-]+)`/g)) {
      expect(existsSync(join(root, path)), path).toBe(true);
    }
    for (const [, link = ''] of text.matchAll(/\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g)) {
      expect(existsSync(join(root, dirname(file), link)), link).toBe(true);
    }
  });
});
