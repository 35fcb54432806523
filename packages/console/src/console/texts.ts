import type { Language } from '@bos/kernel/language';
import { en } from './texts-en.ts';
import { es } from './texts-es.ts';
import { pt } from './texts-pt.ts';
import type { Texts } from './texts-shape.ts';

export const TEXTS: Readonly<Record<Language, Texts>> = { pt, en, es };
