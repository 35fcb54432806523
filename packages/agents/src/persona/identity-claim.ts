import { fold } from '@bos/kernel/fold';
import { readVerificationCode } from '@bos/people/verification/verification-code';

/** What a message says of who its sender is. */
export type IdentityClaim =
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'reservation'; readonly number: string; readonly factor: string }
  /** A reservation number without anything that proves it to be theirs. */
  | { readonly kind: 'bare_number' }
  /** They ask the staff to say who they are. */
  | { readonly kind: 'staff' };

const LONGEST = 80;
const ASKING: ReadonlySet<string> = new Set(['verificar', 'verificacao', 'verificacion', 'verify', 'verification']);
const LEADING =
  /^(?:reserva|reservacion|reservation|booking|confirmation|confirmacao|confirmacion|codigo|code|n[ºo°]?|#)$/;
/** Our own numbers, in Crockford's alphabet. */
const OWN_NUMBER = /^[0-9A-HJKMNP-TV-Z]{8}$/i;
/** Those of channels, as they print them. */
const CHANNEL_NUMBER = /^(?=.*\d)[A-Z0-9-]{6,20}$/;
const NAMED_NUMBER = /^(?=.*\d)[A-Z0-9-]{4,20}$/i;
const DATE = /^\d{4}-\d{2}-\d{2}$|^\d{1,2}[./-]\d{1,2}(?:[./-](?:\d{2}|\d{4})?)?$/;
const NAME = /^[\p{L}.'’-]+$/u;

function isNumber(word: string, isNamed: boolean): boolean {
  if (DATE.test(word)) return false;
  if (isNamed) return NAMED_NUMBER.test(word) || OWN_NUMBER.test(word);
  const own = OWN_NUMBER.test(word) && (/\d/.test(word) || word === word.toUpperCase());
  return own || CHANNEL_NUMBER.test(word);
}

/** A last name of up to three words, or a day. */
function isFactor(words: readonly string[]): boolean {
  const [first = ''] = words;
  return words.length === 1
    ? DATE.test(first) || NAME.test(first)
    : words.length <= 3 && words.every((w) => NAME.test(w));
}

/**
 * Reads a message that is a one-time code, or a reservation number with a last name or a day of arrival, and nothing
 * else; undefined for all that people write besides. No model is asked.
 */
export function identityClaim(text: string): IdentityClaim | undefined {
  const line = text.trim();
  if (line === '' || line.length > LONGEST || line.includes('\n')) return undefined;
  if (ASKING.has(fold(line).replace(/[.!]+$/, ''))) return { kind: 'staff' };
  const code = readVerificationCode(line);
  if (code !== undefined) return { kind: 'code', code };
  const words = line.split(/[\s,;:]+/).filter((word) => word !== '');
  const isNamed = LEADING.test(fold(words[0] ?? ''));
  const [number = '', ...factor] = isNamed ? words.slice(1) : words;
  if (!isNumber(number, isNamed)) return undefined;
  if (factor.length === 0) return { kind: 'bare_number' };
  return isFactor(factor) ? { kind: 'reservation', number, factor: factor.join(' ') } : undefined;
}
