const LINE_FEED = 10;

/**
 * The lines of a text in bytes, without their line feeds. Only a line feed ends a line: `readline` would also split at
 * the separators of paragraphs that people may have written. What has no line feed at the end is given as `rest`.
 */
export async function* splitLines(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ readonly line: string } | { readonly rest: string }> {
  let parts: Uint8Array[] = [];
  for await (const chunk of source) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      yield { line: Buffer.concat([...parts, chunk.subarray(start, end)]).toString('utf8') };
      parts = [];
      start = end + 1;
    }
    if (start < chunk.length) parts.push(chunk.subarray(start));
  }
  if (parts.length > 0) yield { rest: Buffer.concat(parts).toString('utf8') };
}
