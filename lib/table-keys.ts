import { isFenced, isSignedInto, tenantAccessOf } from '@bos/aws/tenant-functions';
import { BUILDING_TAG } from '@bos/aws/tenant-sessions';
import type { FunctionDefinition } from '@bos/kernel/function-definition';
import { type LeadingKeys, placesOf, sharedKeys, tenantKeys } from '@bos/table/tenant-policy';
import { ENTITIES } from '../functions/entities.ts';

/** Who somebody is, and with which keys that is read. */
const SIGNED_IN = ['identity', 'person', 'key/person', 'key/platform', 'key/index'];
/** With which keys what a link or a signature opens is read. */
const LINKED = ['key/platform', 'key/index'];
/** What strangers send, and with which keys that is sealed. */
const PUBLIC = ['receipt', 'consent', 'key/sender', 'key/platform', 'key/index', 'key/lasting-index'];
/** What lists a person's buildings. */
const OWN_LIST = ['membership'];

const PLACES = placesOf(ENTITIES);

/** Which items may be touched by whoever holds the role of tenants for one building. */
export const TENANT_KEYS: LeadingKeys = tenantKeys(PLACES, `\${aws:PrincipalTag/${BUILDING_TAG}}`);

function hasOwnList({ trigger }: FunctionDefinition): boolean {
  if (trigger.kind !== 'http') return false;
  return trigger.routes.some((route) => !route.public && !route.routeKey.includes('{buildingId}'));
}

function directoryOf(definition: FunctionDefinition): readonly string[] {
  if (isSignedInto(definition)) return SIGNED_IN;
  return tenantAccessOf(definition) === undefined ? PUBLIC : LINKED;
}

/**
 * Which items a function may touch under its own role; undefined for all. One that serves one tenant at a time has the
 * part of the directory that it needs, and the list of a person's buildings only where a route names no building.
 */
export function ownKeysOf(definition: FunctionDefinition): LeadingKeys | undefined {
  if (!isFenced(definition)) return undefined;
  const directory = sharedKeys(PLACES, 'directory', directoryOf(definition));
  const { GSI1, GSI2 } = hasOwnList(definition) ? sharedKeys(PLACES, 'list', OWN_LIST) : { GSI1: [], GSI2: [] };
  return { table: directory.table, GSI1, GSI2, keys: directory.keys };
}
