import { INTENTS, type Intent } from '../understanding/understanding.ts';

/** What an earlier version has stored may be an intent no more. */
export const isIntent = (text: string): text is Intent => INTENTS.some((intent) => intent === text);
