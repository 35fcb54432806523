// `npm run docs` writes the generated pages; with `--check` it only says which are out of date.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { demoDocument } from '@bos/embedded/demo/demo-document';
import { auditPage } from './docs/audit.ts';
import { costPage } from './docs/cost-page.ts';
import { dataModelPage } from './docs/data-model.ts';
import { eventsPage } from './docs/events.ts';
import { stateMachinesPage } from './docs/state-machines.ts';
import { scaleDrawing } from './scale/drawing.ts';
import { scalePage } from './scale/scale-page.ts';

const docs = join(dirname(dirname(fileURLToPath(import.meta.url))), 'docs');

const PAGES: Readonly<Record<string, () => string>> = {
  'audit.md': auditPage,
  'cost.md': costPage,
  'data-model.md': dataModelPage,
  'demo.md': demoDocument,
  'events.md': eventsPage,
  'scale.md': scalePage,
  'scale.svg': scaleDrawing,
  'state-machines.md': stateMachinesPage,
};

const checking = process.argv.includes('--check');
for (const [name, write] of Object.entries(PAGES)) {
  const path = join(docs, name);
  const text = write();
  if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
  if (checking) {
    process.stdout.write(`docs/${name} is out of date: run \`npm run docs\`.\n`);
    process.exitCode = 1;
  } else {
    writeFileSync(path, text);
    process.stdout.write(`docs/${name} written.\n`);
  }
}
