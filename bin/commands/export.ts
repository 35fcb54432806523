import { chmodSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { tracesOf } from '@bos/people/erasure/traces';
import { exportPerson } from '@bos/people/export/export-person';
import { findPerson, PERSON_OPTIONS } from '../local/find-person.ts';
import { OperatorError } from '../local/operator-error.ts';
import { AWS_OPTION, openPrivacyDesk } from '../local/privacy-desk.ts';

/** Prints everything about a person as JSON, or writes it into a file that its owner alone can read. */
export async function run(parameters: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...parameters],
    options: { ...PERSON_OPTIONS, ...AWS_OPTION, output: { type: 'string' } },
  });
  const { privacy, close } = await openPrivacyDesk('export', values);
  try {
    const userId = await findPerson(privacy, values);
    if (userId === undefined) throw new OperatorError('Nobody is known by that address.');
    const { buildingIds } = await tracesOf(privacy, userId);
    const text = `${JSON.stringify(await exportPerson(privacy, userId, buildingIds), undefined, 2)}\n`;
    if (values.output === undefined) {
      process.stdout.write(text);
      return;
    }
    writeFileSync(values.output, '', { mode: 0o600 });
    // A file that stood there keeps the rights it had.
    chmodSync(values.output, 0o600);
    writeFileSync(values.output, text);
    process.stdout.write(`${values.output}\n`);
  } finally {
    close();
  }
}
