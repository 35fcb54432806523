/**
 * Reads what a function says about a batch, by the rules of `ReportBatchItemFailures`. Nothing, an empty object and an
 * empty list mean that all went well; a report of another shape, or one that names something that was not in the
 * batch, means that all has failed. Gives the identifiers that failed, in the order of `known`.
 */
export function failedItems(response: unknown, known: readonly string[]): readonly string[] {
  if (response === null || response === undefined) return [];
  if (typeof response !== 'object') return known;
  if (!('batchItemFailures' in response) || response.batchItemFailures === null) {
    return Object.keys(response).length === 0 || 'batchItemFailures' in response ? [] : known;
  }
  const failures: unknown = response.batchItemFailures;
  if (!Array.isArray(failures)) return known;
  const identifiers = failures.map(identifierOf);
  if (!identifiers.every((identifier) => identifier !== undefined && known.includes(identifier))) return known;
  return known.filter((identifier) => identifiers.includes(identifier));
}

function identifierOf(failure: unknown): string | undefined {
  if (typeof failure !== 'object' || failure === null || !('itemIdentifier' in failure)) return undefined;
  return typeof failure.itemIdentifier === 'string' ? failure.itemIdentifier : undefined;
}
