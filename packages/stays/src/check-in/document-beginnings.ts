import type { CheckInDocument } from './check-in.ts';

/** The bytes with which each kind of file begins. */
const BEGINNINGS: Readonly<Record<CheckInDocument['contentType'], string>> = {
  'image/jpeg': 'ffd8ff',
  'image/png': '89504e470d0a1a0a',
  'application/pdf': '255044462d',
};

/** Whether the file is what its type says, by its first bytes. Reads no further. */
export async function looksLike(
  contentType: CheckInDocument['contentType'],
  content: AsyncIterable<Uint8Array>,
): Promise<boolean> {
  const expected = Buffer.from(BEGINNINGS[contentType], 'hex');
  let begin = Buffer.alloc(0);
  for await (const part of content) {
    begin = Buffer.concat([begin, part]).subarray(0, expected.length);
    if (begin.length >= expected.length) break;
  }
  return begin.equals(expected);
}
