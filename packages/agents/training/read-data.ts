import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { LANGUAGES, languageSchema } from '@bos/kernel/language';
import * as z from 'zod';
import { INTENTS } from '../src/understanding/understanding.ts';

const messageSchema = z.object({
  id: z.string().min(1),
  lang: languageSchema,
  text: z.string().min(1),
  intents: z.array(z.enum(INTENTS)).min(1),
  slots: z.record(z.string(), z.string()),
});
export type TrainingMessage = z.infer<typeof messageSchema>;

const words = z.array(z.string());
const conceptSchema = z.object({
  concept: z.string().min(1),
  area: z.string().min(1),
  pt: words.default([]),
  en: words.default([]),
  es: words.default([]),
  general: z.boolean().default(false),
});
export type LexiconEntry = z.infer<typeof conceptSchema>;

function readLines<T>(file: URL, schema: z.ZodType<T>): T[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    const parsed = schema.safeParse(JSON.parse(line));
    if (parsed.success) return [parsed.data];
    throw new Error(`${file.pathname} line ${index + 1}: ${z.prettifyError(parsed.error)}`, { cause: parsed.error });
  });
}

/** The files of messages, in the order in which they are read: the first collection, then the plain everyday ones. */
const MESSAGE_FILES = ['messages', 'messages.plain'].flatMap((name) => {
  return LANGUAGES.map((language) => `${name}.${language}.jsonl`);
});

/** All training messages, Portuguese, English, Spanish. Throws with file and line when one does not fit. */
export function readTrainingMessages(folder: URL): TrainingMessage[] {
  return MESSAGE_FILES.flatMap((file) => readLines(new URL(file, folder), messageSchema));
}

/** All concepts of the lexicon. Throws with file and line when one does not fit. */
export function readLexicon(folder: URL): LexiconEntry[] {
  return readLines(new URL('lexicon.jsonl', folder), conceptSchema);
}

/**
 * Fold of a message in cross-validation. Ids whose third sign is "h" recur across languages, so they all share one
 * fold; others are spread by their number within their batch. Plain messages bear the same number in each language
 * when they say the same, so that they too stay on one side.
 */
export function foldOf(id: string, folds: number): number {
  if (id[2] === 'h') return 0;
  return Number.parseInt(id.slice(3), 10) % folds;
}

/** SHA-256 over all training files; the model's manifest names it, so that a model from other data is noticed. */
export function hashTrainingData(folder: URL): string {
  const hash = createHash('sha256');
  for (const file of [...MESSAGE_FILES, 'lexicon.jsonl']) hash.update(readFileSync(new URL(file, folder)));
  return hash.digest('hex');
}
