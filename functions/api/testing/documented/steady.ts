import { createHash } from 'node:crypto';

/** Crockford's base 32, of which confirmation numbers are made. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * What handlers make of the machine's own randomness, and would differ from record to record: where it stands in an
 * answer, and what is shown in its place. It looks like what it stands for.
 */
const RANDOM = [
  {
    what: 'confirmation number',
    where: /(?<="confirmationNumber":")[0-9A-HJKMNP-TV-Z]{8}(?=")/g,
    shown: (seed: Buffer) => Array.from(seed.subarray(0, 8), (byte) => LETTERS.charAt(byte % 32)).join(''),
  },
  {
    what: 'secret, alone or at the end of an address',
    where: /(?<=[/.]|"secret":")[A-Za-z0-9_-]{43}(?=")/g,
    shown: (seed: Buffer) => seed.toString('base64url'),
  },
  {
    what: 'code of a door, or one to be known by',
    where: /(?<="code":")\d{6,8}(?=")/g,
    shown: (seed: Buffer, { length }: string) => Array.from(seed.subarray(0, length), (byte) => byte % 10).join(''),
  },
] as const;

/**
 * Puts the n-th of those that belong to `name` in the place of the n-th random value; the same value is shown in the same
 * way again.
 */
export function steadied(name: string): <T>(value: T) => T {
  const known = new Map<string, string>();
  return (value) => {
    let text = JSON.stringify(value);
    for (const { what, where, shown } of RANDOM)
      text = text.replaceAll(where, (found) => {
        const seed = createHash('sha256').update(`${name} ${what} ${known.size}`).digest();
        const place = known.get(found) ?? shown(seed, found);
        known.set(found, place);
        return place;
      });
    return JSON.parse(text);
  };
}
