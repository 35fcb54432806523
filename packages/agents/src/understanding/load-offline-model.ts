import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EmergencyModel } from './emergency.ts';
import { ArrayFile } from './model/array-file.ts';
import { type Manifest, manifestSchema } from './model/manifest.ts';
import { loadEmergencyArrays, loadOfflineArrays, type OfflineModel } from './model/model-arrays.ts';

export const MANIFEST_FILE = 'manifest.json';
export const UNDERSTANDING_FILE = 'understanding.bin';
export const EMERGENCY_FILE = 'emergency.bin';

/** Where the shipped model lies. Bundled code has it elsewhere and passes its own folder. */
function shippedFolder(): string {
  return fileURLToPath(new URL('../../model/', import.meta.url));
}

function readManifest(folder: string): Manifest {
  return manifestSchema.parse(JSON.parse(readFileSync(join(folder, MANIFEST_FILE), 'utf8')));
}

/**
 * Reads the small emergency model: manifest.json and emergency.bin.
 * @param folder of the model files; default the one of this package
 * @throws ModelFileError, ZodError or a file system error when the files do not fit
 */
export function loadEmergencyModel(folder: string = shippedFolder()): EmergencyModel {
  const manifest = readManifest(folder);
  return loadEmergencyArrays(new ArrayFile(readFileSync(join(folder, EMERGENCY_FILE))), manifest.emergency);
}

/**
 * Reads the whole offline model: manifest.json, emergency.bin and understanding.bin. About 20 ms.
 * @param folder of the model files; default the one of this package
 * @throws ModelFileError, ZodError or a file system error when the files do not fit
 */
export function loadOfflineModel(folder: string = shippedFolder()): OfflineModel {
  const manifest = readManifest(folder);
  const emergency = loadEmergencyModel(folder);
  return loadOfflineArrays(new ArrayFile(readFileSync(join(folder, UNDERSTANDING_FILE))), manifest.decision, emergency);
}
