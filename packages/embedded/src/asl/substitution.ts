import { AslDefinitionError } from './definition-error.ts';

/**
 * Replaces each `${Name}` by its value, as `definitionSubstitutions` of CloudFormation do. Values are escaped for
 * the JSON string they stand in. Throws AslDefinitionError on a name without a value.
 */
export function substitute(source: string, values: Readonly<Record<string, string>>): string {
  return source.replaceAll(/\$\{([^}]*)\}/g, (_match, name: string) => {
    const value = values[name];
    if (value === undefined) throw new AslDefinitionError('', `\${${name}}`, 'no substitution has this name');
    return JSON.stringify(value).slice(1, -1);
  });
}
