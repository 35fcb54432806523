/**
 * The text of a file as spreadsheets write it: UTF-8 with or without its mark, UTF-16 with its mark, else Latin-1 as
 * Windows has it, in which every byte is some letter.
 */
export function decodeFile(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
