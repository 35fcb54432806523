import type { Language } from '@bos/kernel/language';
import { en } from './texts-en.ts';
import { es } from './texts-es.ts';
import { pt } from './texts-pt.ts';
import type { CheckInTexts } from './texts-shape.ts';

export const CHECK_IN_TEXTS: Readonly<Record<Language, CheckInTexts>> = { pt, en, es };
