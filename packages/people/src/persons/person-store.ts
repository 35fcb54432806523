import type { Stored } from '@bos/table/entity';
import type { Table } from '@bos/table/table';
import { type Person, personEntity } from './person.ts';

export interface PersonStore {
  get(userId: string): Promise<Stored<Person> | undefined>;
  /** At most 100; unknown ones are left out. */
  getMany(userIds: readonly string[]): Promise<Stored<Person>[]>;
}

export function createPersonStore(table: Table): PersonStore {
  return {
    get: (userId) => table.get(personEntity, { userId }),
    getMany: (userIds) =>
      table.getMany(
        personEntity,
        userIds.map((userId) => ({ userId })),
      ),
  };
}
