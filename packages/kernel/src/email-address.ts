import { domainToASCII } from 'node:url';

/** RFC 5321, section 4.5.3.1. */
const LONGEST = 254;
const LONGEST_LOCAL_PART = 64;

/**
 * One spelling for one e-mail address: composed (NFC), lower case, the domain in ASCII. By the letter of RFC 5321 only
 * the receiving host may say whether `Maria@` and `maria@` are one; no host in use tells them apart and people write
 * both, so the local part is lower-cased too. Dots and `+tags` stay: what they mean is each host's own affair, and to
 * drop them would make one person of two. Returns undefined for text that is no address.
 */
export function normaliseEmail(text: string): string | undefined {
  const [local = '', domain = '', ...rest] = text.trim().normalize('NFC').toLowerCase().split('@');
  const host = domainToASCII(domain);
  if (rest.length > 0 || local === '' || local.length > LONGEST_LOCAL_PART || /[\s\p{C}"(),:;<>[\]\\]/u.test(local)) {
    return undefined;
  }
  if (local.startsWith('.') || local.endsWith('.') || local.includes('..')) return undefined;
  if (!/^(?=.{1,253}$)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+$/.test(host)) return undefined;
  const address = `${local}@${host}`;
  return address.length > LONGEST ? undefined : address;
}
