/** `Content-Disposition` by RFC 6266: saved, never opened in place, under a name in any script. */
export function attachmentHeader(fileName: string): string {
  // Path separators, quotes and control characters have no business in a name.
  const name = fileName.replace(/[\p{Cc}\p{Cf}"\\/]/gu, '_').slice(0, 200) || 'file';
  const ascii = name.replace(/[^\x20-\x7e]/g, '_');
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
