import type { Language } from '@bos/kernel/language';
import type * as z from 'zod';
import type { ReplyContext, Report } from './reply-context.ts';
import { sentence } from './sentence.ts';

/** A report of outputs of that shape; another shape is a fault of ours and is thrown. */
export function reportOf<T>(
  schema: z.ZodType<T>,
  words: (output: T, language: Language, context: ReplyContext) => string,
): Report {
  return (output, language, context) => sentence(words(schema.parse(output), language, context));
}
