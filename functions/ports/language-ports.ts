import { join } from 'node:path';
import type { LanguagePorts } from './ports.ts';

/** Computes once a process, at the first call; a failed attempt is made again by the next caller. */
function once<T>(compute: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= compute().catch((error: unknown) => {
      result = undefined;
      throw error;
    });
    return result;
  };
}

/** The offline models, from the folder that holds `packages/agents/model`. The router needs the small one alone. */
export function offlineLanguage(assetsFolder: string): LanguagePorts {
  const folder = join(assetsFolder, 'packages', 'agents', 'model');
  const loader = () => import('@bos/agents/understanding/load-offline-model');
  const model = once(async () => (await loader()).loadOfflineModel(folder));
  return {
    understand: once(async () => {
      const { createUnderstanding } = await import('@bos/agents/understanding/understand');
      return createUnderstanding(await model());
    }),
    detectEmergency: once(async () => {
      const { createEmergencyDetector } = await import('@bos/agents/understanding/emergency');
      return createEmergencyDetector((await loader()).loadEmergencyModel(folder));
    }),
    textSimilarity: once(async () => {
      const { createTextSimilarity } = await import('@bos/agents/understanding/text-similarity');
      return createTextSimilarity((await model()).lexicon);
    }),
    extractSlots: once(async () => {
      const { createSlotExtractor } = await import('@bos/agents/understanding/slots/extract-slots');
      return createSlotExtractor(await model());
    }),
  };
}
