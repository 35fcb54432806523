import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../local/settings.ts';
import { scaleDrawing } from './drawing.ts';
import { scalePage } from './scale-page.ts';
import { scaleTable } from './scale-table.ts';

test('page and drawing are those in docs', () => {
  expect(readFileSync(join(ROOT, 'docs', 'scale.md'), 'utf8')).toBe(scalePage());
  expect(readFileSync(join(ROOT, 'docs', 'scale.svg'), 'utf8')).toBe(scaleDrawing());
});

test('the short form is a few lines that fit a terminal', () => {
  const lines = scaleTable().split('\n');
  expect(lines).toHaveLength(14);
  for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(120);
  expect(lines.filter((line) => line.includes('constant'))[0]).toMatch(/PENDING .* 1,100 % of a partition/);
});
