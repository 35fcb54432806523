import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { EMERGENCY_FILE, MANIFEST_FILE, UNDERSTANDING_FILE } from '../src/understanding/load-offline-model.ts';
import { packArrays } from '../src/understanding/model/array-file.ts';
import type { Manifest } from '../src/understanding/model/manifest.ts';
import { storeEmergencyModel, storeOfflineModel } from '../src/understanding/model/model-arrays.ts';
import { INTENTS } from '../src/understanding/understanding.ts';
import { hashTrainingData, readLexicon, readTrainingMessages } from './read-data.ts';
import { trainModel } from './train-model.ts';

/** `npm run train`: makes the model files in `model/` from `data/train/`, one process, about two minutes. */
const DATA = new URL('../data/train/', import.meta.url);
const MODEL = new URL('../model/', import.meta.url);

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

const started = performance.now();
const report = (line: string) =>
  console.log(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${line}`);

const { model, decision, figures } = trainModel(readTrainingMessages(DATA), readLexicon(DATA), report);
const files = {
  [UNDERSTANDING_FILE]: packArrays(storeOfflineModel(model)),
  [EMERGENCY_FILE]: packArrays(storeEmergencyModel(model.emergency)),
};
mkdirSync(MODEL, { recursive: true });
for (const [name, bytes] of Object.entries(files)) {
  writeFileSync(new URL(name, MODEL), bytes);
  report(`${name}: ${(bytes.length / 1024).toFixed(0)} kB`);
}
const manifest: Manifest = {
  format: 1,
  intents: [...INTENTS],
  decision,
  emergency: model.emergency.thresholds,
  trainingData: hashTrainingData(DATA),
  files: Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, sha256(bytes)])),
  crossValidation: figures,
};
writeFileSync(new URL(MANIFEST_FILE, MODEL), `${JSON.stringify(manifest, null, 2)}\n`);
report(`done: ${JSON.stringify(figures)}`);
