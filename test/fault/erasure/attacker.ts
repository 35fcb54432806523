import { createDecipheriv } from 'node:crypto';
import { canonicalJson } from '@bos/kernel/hash';
import { type KeyScope, scopeName, wrappingScope } from '@bos/table/encryption/key-scope';
import { openBytes } from '@bos/table/encryption/seal';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const WRAPPED_CHARACTERS = Math.ceil(((NONCE_BYTES + KEY_BYTES + TAG_BYTES) * 4) / 3);

interface Found {
  readonly scope: KeyScope;
  readonly key: Buffer;
}

/** Whatever in the files may be a wrapped key: every run of base64 of that length, wherever it begins. */
function wrappedKeys(files: ReadonlyMap<string, Buffer>): Buffer[] {
  const candidates = new Set<string>();
  for (const content of files.values()) {
    for (const [run] of content.toString('latin1').matchAll(/[\w-]{80,}/g)) {
      candidates.add(run.slice(0, WRAPPED_CHARACTERS));
      candidates.add(run.slice(-WRAPPED_CHARACTERS));
    }
  }
  return Array.from(candidates, (text) => Buffer.from(text, 'base64url'));
}

function masterKeys(files: ReadonlyMap<string, Buffer>): Buffer[] {
  const runs = [...files.values()].flatMap((content) =>
    Array.from(content.toString('latin1').matchAll(/(?<![\w-])[\w-]{43}(?![\w-])/g), ([run]) => run),
  );
  return Array.from(new Set(runs), (run) => Buffer.from(run, 'base64url'));
}

function unwrap(key: Buffer, wrapped: Buffer, context: string): Buffer | undefined {
  try {
    return openBytes(key, wrapped, context);
  } catch {
    return undefined;
  }
}

/** Every key that can be had, from the master key inwards, by trying each on all that looks like a wrapped key. */
function keysWithin(files: ReadonlyMap<string, Buffer>, scopes: readonly KeyScope[]): Found[] {
  const candidates = wrappedKeys(files);
  const inside = (outer: readonly Buffer[], wanted: readonly KeyScope[], context: (name: string) => string): Found[] =>
    wanted.flatMap((scope) =>
      outer.flatMap((master) =>
        candidates.flatMap((candidate) => {
          const key = unwrap(master, candidate, context(scopeName(scope)));
          return key?.length === KEY_BYTES ? [{ scope, key }] : [];
        }),
      ),
    );
  const outermost = inside(
    masterKeys(files),
    scopes.filter((scope) => wrappingScope(scope) === 'keeper'),
    (scope) => canonicalJson({ scope }),
  );
  const others = outermost.flatMap(({ scope: outer, key }) =>
    inside(
      [key],
      scopes.filter((scope) => {
        const wrapping = wrappingScope(scope);
        return wrapping !== 'keeper' && scopeName(wrapping) === scopeName(outer);
      }),
      (name) => name,
    ),
  );
  return [...outermost, ...others];
}

/** AES-GCM without its proof: where an item lay need not be known, and a text that was cut short opens as far as it goes. */
function decrypt(key: Buffer, sealed: Buffer): string {
  const counter = Buffer.concat([sealed.subarray(0, NONCE_BYTES), Buffer.from([0, 0, 0, 2])]);
  const decipher = createDecipheriv('aes-256-ctr', key, counter);
  return decipher.update(sealed.subarray(NONCE_BYTES)).toString();
}

/**
 * Everything that somebody can read who has these files, all keys that lie in them, and knows every scope and how the
 * encryption works. One text, to be searched.
 */
export function readEverything(files: ReadonlyMap<string, Buffer>, scopes: readonly KeyScope[]): string {
  const keys = [...new Map(keysWithin(files, scopes).map(({ key }) => [key.toString('hex'), key])).values()];
  const sealed = new Set<string>();
  for (const content of files.values()) {
    for (const [, text = ''] of content.toString('latin1').matchAll(/enc\d{1,6}\.([\w-]{38,})/g)) sealed.add(text);
  }
  const texts = Array.from(sealed, (text) => Buffer.from(text, 'base64url'));
  return texts.flatMap((text) => keys.map((key) => decrypt(key, text))).join('\n');
}
