/** A sentence may begin with the name of a thing. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
