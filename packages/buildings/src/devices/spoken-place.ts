import { fold } from '@bos/kernel/fold';

/** Reads places out of what people write in Portuguese, English or Spanish. */

const TOWER = /\b(?:torre|bloco|bloque|tower|block|edif[ií]cio|pr[eé]dio)\s+([a-z]|\d{1,2})(?![\p{L}\d])/u;

/** The tower that somebody names: "bloco B" gives "B". */
export function spokenTower(text: string): string | undefined {
  // Not folded: "a torre é …" names no tower E.
  return TOWER.exec(text.normalize('NFC').toLowerCase())?.[1]?.toUpperCase();
}

/** Numbers that may be those of a unit: three or four digits. */
export function spokenUnits(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(/(?<![\d.,:-])\d{3,4}(?![\d:]|[-.,]\d)/g), ([number]) => number))];
}

/** Whether two spellings are one unit: "704" is "0704". */
export function isSameUnit(a: string, b: string): boolean {
  return a.replace(/^0+/, '') === b.replace(/^0+/, '');
}

const SERVICE =
  /\b(?:elevador|ascensor)\s+(?:de\s+|do\s+)?(?:servico|servicio|carga)\b|\b(?:service|freight|goods|cargo)\s+(?:elevator|lift)\b|\bmontacargas?\b/;
const SOCIAL = /\b(?:social|sociales|principal|main|passenger)\b/;

/** Whether the service elevator is meant. Somebody who names the other one as well means the other one. */
export function meansServiceElevator(text: string): boolean {
  const words = fold(text);
  return SERVICE.test(words) && !SOCIAL.test(words);
}

export function isServiceName(name: string): boolean {
  return /\b(?:servico|servicio|service|freight|carga|montacargas?)\b/.test(fold(name));
}
