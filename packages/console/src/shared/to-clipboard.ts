/** Puts a text where it can be pasted from; false where the browser does not let a page. */
export async function toClipboard(text: string): Promise<boolean> {
  try {
    // Undefined on a page without HTTPS.
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
