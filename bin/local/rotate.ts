import { buildingEntity } from '@bos/buildings/buildings/building';
import { messageEntity } from '@bos/conversations/messages/message';
import { reindexDelivery } from '@bos/conversations/messages/reindex-delivery';
import { DAY } from '@bos/kernel/clock';
import { tracesOf } from '@bos/people/erasure/traces';
import { identityEntity } from '@bos/people/identities/identity';
import { reindexIdentity } from '@bos/people/identities/reindex-identity';
import { membershipEntity } from '@bos/people/memberships/membership';
import { reindexNames } from '@bos/people/names/reindex-names';
import { personItems } from '@bos/people/personal-data/person-items';
import { SETTLING } from '@bos/table/encryption/key-rotation';
import { type KeyScope, scopeName } from '@bos/table/encryption/key-scope';
import { resealItems } from '@bos/table/encryption/reseal';
import { type RotationStep, rotateScope } from '@bos/table/encryption/rotate';
import { termOf } from '@bos/table/retention';
import type { StoredItem } from '@bos/table/stored-item';
import { OperatorError } from './operator-error.ts';
import type { Privacy, RotationRun } from './privacy.ts';

/** As long as any receipt that was stored under a former hash, and a day for the last ones. */
const INDEX_KEPT = termOf('receipt', undefined) + DAY;

/** What is indexed by a hash and can be computed anew. */
const REINDEX = new Map([
  [identityEntity.type, reindexIdentity],
  [membershipEntity.type, reindexNames],
  [messageEntity.type, reindexDelivery],
]);

/**
 * `keeper` is the key file, or KMS; `platform`, `index` and `building:b` are what they say, `person:u` a person with all their
 * memberships, `all` everything but people. Throws OperatorError on anything else.
 */
export async function* rotate(deps: Privacy, scope: string, options: RotationRun): AsyncIterable<RotationStep> {
  const [kind, id] = scope.split(':');
  if (scope === 'keeper' || scope === 'all') yield deps.rotateKeeper(options);
  if (scope === 'platform' || scope === 'all') yield rotateSealing(deps, { kind: 'platform' }, options);
  if (scope === 'index' || scope === 'all') yield rotateIndex(deps, options);
  if (scope === 'all') {
    for (const buildingId of await buildings(deps))
      yield rotateSealing(deps, { kind: 'building', buildingId }, options);
  } else if (kind === 'building' && id) {
    yield rotateSealing(deps, { kind, buildingId: id }, options);
  } else if (kind === 'person' && id) {
    yield* rotatePerson(deps, id, options);
  } else if (!['keeper', 'platform', 'index'].includes(scope)) {
    throw new OperatorError('--scope: all, keeper, platform, index, building:ID or person:ID');
  }
}

async function buildings({ raw }: Privacy): Promise<string[]> {
  const ids: string[] = [];
  for await (const { type, data } of raw.query({ index: 'GSI1', partition: 'BUILDING', prefix: '' })) {
    if (type === buildingEntity.type && typeof data.buildingId === 'string') ids.push(data.buildingId);
  }
  return ids;
}

/** The key of the platform or of a building, which wraps others and may seal fields anywhere. */
function rotateSealing(deps: Privacy, scope: KeyScope, options: RotationRun): Promise<RotationStep> {
  const resealed = deps.entities.some(({ personal }) => personal?.scope(NOBODY).kind === scope.kind);
  return rotateScope(deps, scope, {
    ...options,
    renew: async () => (resealed ? resealing(deps, deps.raw.scan(), scope) : 0),
  });
}

const NOBODY = {} as never;

function resealing(deps: Privacy, among: AsyncIterable<StoredItem>, scope: KeyScope): Promise<number> {
  deps.keys.forget(scope);
  return resealItems({ ...deps, items: deps.raw }, among, new Set([scopeName(scope)]));
}

async function* rotatePerson(deps: Privacy, userId: string, options: RotationRun): AsyncIterable<RotationStep> {
  const { buildingIds } = await tracesOf(deps, userId);
  const scopes: KeyScope[] = [
    { kind: 'person', userId },
    ...buildingIds.map((buildingId) => ({ kind: 'membership' as const, buildingId, userId })),
  ];
  const items = async function* (): AsyncIterable<StoredItem> {
    for await (const { item } of personItems(deps, userId, buildingIds)) yield item;
  };
  for (const scope of scopes) {
    yield rotateScope(deps, scope, { ...options, renew: () => resealing(deps, items(), scope) });
  }
}

/**
 * The blind index. Everybody looks under the new key before anybody writes with it, so nothing is ever not found or
 * there twice. The former key stays until the last receipt that it dropped duplicates by has expired.
 */
function rotateIndex(deps: Privacy, options: RotationRun): Promise<RotationStep> {
  return rotateScope(
    deps,
    { kind: 'index' },
    {
      ...options,
      startsAfter: SETTLING,
      keepFor: INDEX_KEPT,
      renew: async () => (await reindex(deps)) + (await forgetSenders(deps)),
    },
  );
}

/** Lets everything be found under the present key of the blind index. Says how much was not. */
export async function reindex(deps: Privacy): Promise<number> {
  deps.keys.forget({ kind: 'index' });
  let renewed = 0;
  for await (const item of deps.raw.scan()) if (await REINDEX.get(item.type)?.(deps, item)) renewed++;
  return renewed;
}

/**
 * When the former key of the index goes, nobody computes the hashes any more under which senders had keys until then:
 * those go first. A sender of today has a key that is younger than the index's.
 */
async function forgetSenders({ store, clock }: Privacy): Promise<number> {
  const [newest, former] = ((await store.read({ kind: 'index' }))?.keys ?? []).toSorted(
    (a, b) => b.version - a.version,
  );
  if (!newest || !former || clock.now().getTime() < Date.parse(newest.from) + SETTLING + INDEX_KEPT) return 0;
  let removed = 0;
  for await (const scope of store.wrappedBy({ kind: 'platform' })) {
    if (scope.kind !== 'sender') continue;
    const keys = (await store.read(scope))?.keys ?? [];
    if (keys.some(({ from }) => from >= newest.from)) continue;
    await store.remove(scope);
    removed++;
  }
  return removed;
}
