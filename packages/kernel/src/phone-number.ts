/**
 * One spelling for one telephone, digits only with the country code and without "+".
 * Two countries have two spellings for one mobile line:
 * - Brazil: mobiles got a ninth digit (2012 to 2016), old WhatsApp accounts keep the eight: 55 + area + 6…9 + 7 digits.
 * - Argentina: WhatsApp writes 54 9 area number, the national plan and some sends omit the 9.
 * Returns undefined for text that is no international number (8 to 15 digits, ITU-T E.164).
 */
export function normalisePhone(text: string): string | undefined {
  const digits = text.replace(/[\s().+-]/g, '');
  if (!/^[1-9]\d{7,14}$/.test(digits)) return undefined;
  if (/^55[1-9]\d[06-9]\d{7}$/.test(digits)) return `${digits.slice(0, 4)}9${digits.slice(4)}`;
  if (/^54[1-8]\d{9}$/.test(digits)) return `549${digits.slice(2)}`;
  return digits;
}
