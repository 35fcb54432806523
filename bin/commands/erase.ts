import { parseArgs } from 'node:util';
import { erasePerson, replayErasures } from '@bos/people/erasure/erase-person';
import { tracesOf } from '@bos/people/erasure/traces';
import { findPerson, PERSON_OPTIONS } from '../local/find-person.ts';
import { OperatorError } from '../local/operator-error.ts';
import { AWS_OPTION, openPrivacyDesk } from '../local/privacy-desk.ts';

/**
 * Erases a person for good. Erasures that were cut short are completed first. May be repeated. `--replay` erases again
 * whoever was erased before: after a table was restored, before anybody is served from it.
 */
export async function run(parameters: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...parameters],
    options: {
      ...PERSON_OPTIONS,
      ...AWS_OPTION,
      yes: { type: 'boolean', default: false },
      replay: { type: 'boolean', default: false },
    },
  });
  const { privacy, close } = await openPrivacyDesk('erase', values);
  try {
    if (values.replay) {
      process.stdout.write(`Erased again whom the ledger names: ${await replayErasures(privacy, 'all')}.\n`);
      return;
    }
    const completed = await replayErasures(privacy, 'unfinished');
    if (completed > 0) process.stdout.write(`${completed} erasures that had been cut short are complete.\n`);
    const userId = await findPerson(privacy, values);
    if (userId === undefined) {
      process.stdout.write('Nobody is known by that address.\n');
      return;
    }
    if (!values.yes) {
      const { buildingIds } = await tracesOf(privacy, userId);
      throw new OperatorError(
        `This erases ${userId} in ${buildingIds.join(', ') || 'no building'}, and cannot be undone. Export first, then repeat it with --yes.`,
      );
    }
    const { itemsRemoved } = await erasePerson(privacy, userId);
    process.stdout.write(
      `Erased: the keys are destroyed and ${itemsRemoved} items are removed. What runs forgets within five minutes; ` +
        'backups that hold the keys hold the person until they expire.\n',
    );
  } finally {
    close();
  }
}
