import { INDEXES, type IndexName } from '@bos/table/definition';
import { type KeyScope, scopeKey } from '@bos/table/encryption/key-scope';
import { ENTITIES } from '../../../functions/entities.ts';

/** A kind of partition: of the table, of one of its indexes, or of the table of the wrapped keys. */
export interface Partition {
  readonly where: 'table' | IndexName | 'keys-table';
  /** Of its key: `BUILDING#{buildingId}#UNIT#{unitId}`. */
  readonly template: string;
}

const INDEX_NAMES: readonly IndexName[] = ['GSI1', 'GSI2'];

/** Where the wrapped keys of each scope lie, with the names of the parts in the place of their values. */
const KEY_PARTITIONS: Readonly<Record<KeyScope['kind'], string>> = {
  platform: scopeKey({ kind: 'platform' }).PK,
  index: scopeKey({ kind: 'index' }).PK,
  'lasting-index': scopeKey({ kind: 'lasting-index' }).PK,
  sender: scopeKey({ kind: 'sender', senderHash: '{senderHash}' }).PK,
  person: scopeKey({ kind: 'person', userId: '{userId}' }).PK,
  building: scopeKey({ kind: 'building', buildingId: '{buildingId}' }).PK,
  membership: scopeKey({ kind: 'membership', buildingId: '{buildingId}', userId: '{userId}' }).PK,
};

/** Where the items of an entity lie. Throws when there is no such entity. */
export function partitionOf(type: string): Partition {
  const entity = ENTITIES.find((one) => one.type === type);
  if (entity === undefined) throw new Error(`no item is of the type ${type}`);
  return { where: 'table', template: entity.keys.PK };
}

export const partitionOfKey = (kind: KeyScope['kind']): Partition => ({
  where: 'keys-table',
  template: KEY_PARTITIONS[kind],
});

function everyPartition(): Partition[] {
  return [
    ...ENTITIES.map(({ keys }): Partition => ({ where: 'table', template: keys.PK })),
    ...INDEX_NAMES.flatMap((where) =>
      ENTITIES.flatMap(({ keys }): Partition[] => {
        const template = keys[INDEXES[where].partitionKey];
        return template === undefined ? [] : [{ where, template }];
      }),
    ),
    ...Object.values(KEY_PARTITIONS).map((template): Partition => ({ where: 'keys-table', template })),
  ];
}

/** What the partition is to us, whatever its parts are called: `table CHANNEL#*#SENDER#*`. */
const partitionName = ({ where, template }: Partition): string => `${where} ${template.replaceAll(/\{\w+\}/g, '*')}`;

/** Every kind, each once. */
export const PARTITIONS: readonly Partition[] = [
  ...new Map(everyPartition().map((partition) => [partitionName(partition), partition])).values(),
];

/** Whether what lies there is one building's. */
export const isTenants = ({ template }: Partition): boolean => /^BUILDING#\{buildingId\}(#|$)/.test(template);

/** The key of a partition of that kind. */
const sampleKey = ({ template }: Partition, buildingId: string): string =>
  template.replaceAll(/\{(\w+)\}/g, (_, part: string) => (part === 'buildingId' ? buildingId : 'x'));

/** The building of a request. */
export const BUILDING = 'one';
/** Which a careless pattern takes for it. */
const OTHER_BUILDING = 'one0';

/** Items, of partitions that somebody may want to reach at once. */
interface Items {
  readonly name: string;
  readonly keys: readonly string[];
}

export const ofBuilding = (partition: Partition): string => `${partitionName(partition)} of the building`;

/** Of one partition of that kind; of a tenant's as well those of another building, and of both at once. */
export function itemsIn(partition: Partition): Items[] {
  const own = sampleKey(partition, BUILDING);
  if (!isTenants(partition)) return [{ name: partitionName(partition), keys: [own] }];
  const other = sampleKey(partition, OTHER_BUILDING);
  const name = partitionName(partition);
  return [
    { name: ofBuilding(partition), keys: [own] },
    { name: `${name} of another building`, keys: [other] },
    { name: `${name} of both buildings`, keys: [own, other] },
  ];
}
