import type { Language } from '@bos/kernel/language';

/** What is wrong with papers most often, in words for the guest. */
export const REFUSAL_REASONS: Readonly<Record<Language, readonly [string, string, string]>> = {
  en: [
    'The picture is not sharp enough to read. Please take it again in good light.',
    'Part of the document is cut off. Please send the whole page, both sides of a card.',
    'The document has expired. Please send one that is valid.',
  ],
  pt: [
    'A foto não está nítida o bastante para ler. Tire outra com boa luz, por favor.',
    'Falta uma parte do documento. Envie a página inteira, e os dois lados de um cartão, por favor.',
    'O documento está vencido. Envie um que esteja válido, por favor.',
  ],
  es: [
    'La foto no es lo bastante nítida para leerla. Tómala de nuevo con buena luz, por favor.',
    'Falta una parte del documento. Envía la página completa, y los dos lados de una tarjeta, por favor.',
    'El documento está vencido. Envía uno que esté vigente, por favor.',
  ],
};

/** What the API takes. */
export const LONGEST_REASON = 500;

const SUGGESTED: ReadonlySet<string> = new Set(Object.values(REFUSAL_REASONS).flat());

/**
 * A suggestion takes the place of another one and of nothing; below what somebody wrote it is one line more, if there is
 * room.
 */
export function withReason(written: string, suggestion: string): string {
  const lines = written
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !SUGGESTED.has(line));
  const text = [...lines, suggestion].join('\n');
  return text.length > LONGEST_REASON ? written : text;
}
