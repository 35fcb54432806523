import * as z from 'zod';

/** The languages that the system speaks. */
export const LANGUAGES = ['pt', 'en', 'es'] as const;
export const languageSchema = z.enum(LANGUAGES);
export type Language = z.infer<typeof languageSchema>;
