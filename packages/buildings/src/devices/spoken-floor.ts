import { fold } from '@bos/kernel/fold';

export interface FloorRange {
  readonly lowestFloor: number;
  readonly highestFloor: number;
}

const TOP = /\b(?:cobertura|penthouse|atico|azotea|rooftop|roof|terraco|terraza|ultimo andar|ultimo piso|top floor)\b/;
const UNDERGROUND =
  /\b(?:sub\s?solos?|subsuelo|sotano|basement|cave|underground|minus|menos|garagem|garage|garaje|cochera|estacionamento|estacionamiento|car ?park|sub)\b/;
const UNDERGROUND_CODE = /^(?:s|b|g|ss)\s?(\d)$/;
const GROUND =
  /\b(?:terreo|pb|planta baja|ground|lobby|hall|portaria|porteria|recepcao|recepcion|reception|res do chao|res-do-chao|bajo|abajo|embaixo|downstairs|street|rua|calle|portal|entrada|entrance)\b|r\/c|^[tg0]$/;

/** Ordinals and cardinals by their stems: the floors that people spell out. */
const SPELT: readonly (readonly [RegExp, number])[] = [
  [/\b(?:decimo quinto|fifteenth|fifteen|quinze|quince|decimoquinto)\b/, 15],
  [/\b(?:decimo quarto|fourteenth|fourteen|catorze|quatorze|catorce|decimocuarto)\b/, 14],
  [/\b(?:decimo terceiro|decimo tercero|thirteenth|thirteen|treze|trece)\b/, 13],
  [/\b(?:decimo segundo|twelfth|twelve|doze|doce|duodecimo)\b/, 12],
  [/\b(?:decimo primeiro|decimo primero|eleventh|eleven|onze|once|undecimo)\b/, 11],
  [/\b(?:decimo|tenth|ten|dez|diez)\b/, 10],
  [/\b(?:nono|ninth|nine|nove|noveno|nueve)\b/, 9],
  [/\b(?:oitavo|eighth|eight|oito|octavo|ocho)\b/, 8],
  [/\b(?:setimo|seventh|seven|sete|septimo|siete)\b/, 7],
  [/\b(?:sexto|sixth|six|seis)\b/, 6],
  [/\b(?:quinto|fifth|five|cinco)\b/, 5],
  [/\b(?:quarto|fourth|four|quatro|cuarto|cuatro)\b/, 4],
  [/\b(?:terceiro|third|three|tres|tercero|tercer)\b/, 3],
  [/\b(?:segundo|second|two|dois|dos)\b/, 2],
  [/\b(?:primeiro|first|one|primero|primer|um|uno)\b/, 1],
];

/** Words: "no decimo quinto andar". */
const LONGEST_SPELT = 4;

function numberIn(words: string): number | undefined {
  const digits = /-?\d{1,4}/.exec(words)?.[0];
  if (digits !== undefined) {
    // "1203" is a flat: the last two digits tell flats of a floor apart.
    return digits.length >= 3 && !digits.startsWith('-') ? Number(digits.slice(0, -2)) : Number(digits);
  }
  // In a longer text such words are mostly no floor: "andar dos fundos", "one of the lifts".
  return words.split(' ').length > LONGEST_SPELT ? undefined : SPELT.find(([pattern]) => pattern.test(words))?.[1];
}

/**
 * The floor that a few words name: "3º andar", "térreo", "sótano 2", "cobertura". The ground is floor 0, the first floor
 * below it -1. Undefined when the words name none.
 */
export function spokenFloor(text: string, { highestFloor }: Pick<FloorRange, 'highestFloor'>): number | undefined {
  const words = fold(text);
  const code = UNDERGROUND_CODE.exec(words)?.[1];
  if (code !== undefined) return -Number(code);
  if (GROUND.test(words)) return 0;
  if (TOP.test(words)) return highestFloor;
  const number = numberIn(words);
  if (UNDERGROUND.test(words)) return -Math.abs(number ?? 1);
  return number;
}
