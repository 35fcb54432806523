import type { ReportFault } from './definition-error.ts';

/**
 * Replaces each `${Name}` by its value, as `definitionSubstitutions` of CloudFormation do. Values are escaped for
 * the JSON string they stand in. A name without a value is reported and stays.
 */
export function substitute(source: string, values: Readonly<Record<string, string>>, report: ReportFault): string {
  return source.replaceAll(/\$\{([^}]*)\}/g, (placeholder: string, name: string) => {
    const value = values[name];
    if (value !== undefined) return JSON.stringify(value).slice(1, -1);
    report({ state: '', field: placeholder, problem: 'no substitution has this name' });
    return placeholder;
  });
}
