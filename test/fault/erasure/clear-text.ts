const withoutAccents = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '');

/** How the same words may be spelled. */
function spellings(text: string): string[] {
  const forms = [text, text.normalize('NFD'), withoutAccents(text)];
  return [...new Set(forms.flatMap((form) => [form, form.toLowerCase(), form.toUpperCase()]))];
}

/** What base64 makes of a text that begins at each of the three places within a group; its edges depend on neighbours. */
function base64(bytes: Buffer): Buffer[] {
  return [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    return Buffer.from(encoded.slice(offset === 0 ? 0 : offset + 1, -1));
  });
}

const urlSafe = (bytes: Buffer): Buffer => Buffer.from(bytes.toString().replaceAll('+', '-').replaceAll('/', '_'));

/** The bytes that a text may be written as. */
function encodings(text: string): Map<string, Buffer> {
  const utf8 = Buffer.from(text);
  const utf16 = Buffer.from(text, 'utf16le');
  const found = new Map<string, Buffer>([
    ['utf-8', utf8],
    ['utf-16le', utf16],
    ['utf-16be', Buffer.from(utf16).swap16()],
    ['latin1', Buffer.from(text, 'latin1')],
    ['hex', Buffer.from(utf8.toString('hex'))],
    ['HEX', Buffer.from(utf8.toString('hex').toUpperCase())],
    ['percent', Buffer.from(encodeURIComponent(text))],
    ['form', Buffer.from(encodeURIComponent(text).replaceAll('%20', '+'))],
    [
      'json',
      Buffer.from(
        JSON.stringify(text)
          .slice(1, -1)
          .replace(/[^ -~]/g, escaped),
      ),
    ],
    ['reversed', Buffer.from([...text].toReversed().join(''))],
  ]);
  base64(utf8).forEach((bytes, offset) => {
    found.set(`base64+${offset}`, bytes);
    found.set(`base64url+${offset}`, urlSafe(bytes));
  });
  base64(utf16).forEach((bytes, offset) => {
    found.set(`base64 of utf-16+${offset}`, bytes);
  });
  return found;
}

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Where any of the texts lies readable, in whatever spelling and encoding: `file: text (encoding)`. */
export function findClearText(files: ReadonlyMap<string, Buffer>, texts: readonly string[]): string[] {
  const needles = texts.flatMap((text) =>
    spellings(text).flatMap((spelling) =>
      Array.from(encodings(spelling), ([encoding, bytes]) => ({ text, encoding, bytes })),
    ),
  );
  return Array.from(files).flatMap(([path, content]) =>
    needles.flatMap(({ text, encoding, bytes }) => (content.includes(bytes) ? [`${path}: ${text} (${encoding})`] : [])),
  );
}
