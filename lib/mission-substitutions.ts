/** `mission-execute-step` is `${MissionExecuteStep}` in the definition: its function's ARN. */
export function substitutionName(functionName: string): string {
  return functionName
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** The placeholders of a definition, each once. */
export function placeholdersOf(definition: string): string[] {
  return [...new Set([...definition.matchAll(/\$\{([A-Za-z0-9]+)\}/g)].map(([, name]) => name ?? ''))].sort();
}
