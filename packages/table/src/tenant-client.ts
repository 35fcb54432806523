import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ATTRIBUTES } from './definition.ts';
import { buildingOf } from './stored-item.ts';
import { joinBatches, splitBatch } from './tenant-batches.ts';
import { type NamedPartitions, partitionsOf } from './tenant-keys.ts';
import { currentScope, type TenantScope } from './tenant-scope.ts';

/** Why a request was not sent. */
export type Refusal =
  /** It names a building that the work in hand is not for. */
  | 'other-building'
  /** It names a list of everything there is, or of another person's buildings. */
  | 'foreign-list'
  /** Items of a tenant and of nobody, or of two tenants, in one request. */
  | 'mixed'
  /** A scan, or a request that this fence cannot read. */
  | 'unreadable'
  /** Whoever serves one tenant at a time touched the table while serving none. */
  | 'no-scope';

/** A request left its scope, which no right code does: it was not sent. To the outside it is an internal error. */
export class OutsideScopeError extends Error {
  readonly code = 'OUTSIDE_SCOPE';
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(`A request to the table was refused: ${refusal}.`);
    this.name = 'OutsideScopeError';
    this.refusal = refusal;
  }
}

/** With whose rights a request goes out. */
export interface TenantSigning {
  /** In the name of one building. */
  as<T>(buildingId: string, work: () => Promise<T>): Promise<T>;
  /** That building's turn is near: what `as` will need may be fetched meanwhile. Never fails. */
  prepare(buildingId: string): void;
}

export interface TenantFence {
  readonly client: DynamoDBDocumentClient;
  /** Where each tenant's requests need rights of their own. Then nothing goes out without a scope. */
  readonly signing?: TenantSigning;
  readonly onRefused: (error: OutsideScopeError, scope: TenantScope | undefined) => void;
}

function mayTouch(scope: TenantScope, buildingId: string): boolean {
  if (scope.kind === 'directory') return false;
  return scope.kind === 'building' ? scope.buildingId === buildingId : scope.buildings.has(buildingId);
}

/** The buildings whose items a request names; none when it is the directory's. Throws OutsideScopeError. */
function buildingsOf(command: unknown, scope: TenantScope, named: NamedPartitions | undefined): readonly string[] {
  if (named === undefined) throw new OutsideScopeError('unreadable');
  const owners = [...named.items, ...named.asked].map(buildingOf);
  const buildings = [...new Set(owners.filter((owner) => owner !== undefined))];
  const entered = named.entered.map(buildingOf).filter((owner) => owner !== undefined);
  if (![...buildings, ...entered].every((owner) => mayTouch(scope, owner)))
    throw new OutsideScopeError('other-building');
  // Of one batch the parts may go out apart; nothing else comes apart.
  const several = buildings.length > 1 && !(command instanceof BatchGetCommand);
  if (several || (buildings.length > 0 && owners.includes(undefined))) throw new OutsideScopeError('mixed');
  const ownList = scope.kind === 'person' ? scope.list : undefined;
  if (named.asked.some((partition) => buildingOf(partition) === undefined && partition !== ownList))
    throw new OutsideScopeError('foreign-list');
  return buildings;
}

/** What lies on a person's own list is theirs to read. */
function openListed(scope: TenantScope, named: NamedPartitions | undefined, answer: unknown): void {
  if (scope.kind !== 'person' || !named?.asked.includes(scope.list)) return;
  const items: unknown = typeof answer === 'object' && answer !== null && 'Items' in answer ? answer.Items : undefined;
  for (const item of Array.isArray(items) ? items : []) {
    const buildingId = buildingOf(String(item[ATTRIBUTES.partitionKey]));
    if (buildingId !== undefined) scope.buildings.add(buildingId);
  }
}

type Send = (command: unknown) => Promise<unknown>;

/** Sends in each building's name what is its own. */
async function signed(
  signing: TenantSigning,
  command: unknown,
  [building, ...others]: readonly string[],
  send: Send,
): Promise<unknown> {
  if (building === undefined) {
    const scope = currentScope();
    if (scope?.kind === 'building') signing.prepare(scope.buildingId);
    return send(command);
  }
  if (others.length === 0 || !(command instanceof BatchGetCommand)) return signing.as(building, () => send(command));
  const parts = splitBatch(command);
  return joinBatches(await Promise.all([...parts].map(([owner, part]) => signing.as(owner, () => send(part)))));
}

/**
 * The client, held to the scope of the work in hand (`tenant-scope.ts`): what names another building is refused before it
 * leaves. Refusals reject with OutsideScopeError and are told. Only `send` is fenced: it is all that the table uses.
 */
export function fencedClient({ client, signing, onRefused }: TenantFence): DynamoDBDocumentClient {
  async function fenced(command: unknown, send: Send): Promise<unknown> {
    const scope = currentScope();
    if (scope === undefined && signing === undefined) return send(command);
    try {
      if (scope === undefined) throw new OutsideScopeError('no-scope');
      const named = partitionsOf(command);
      const buildings = buildingsOf(command, scope, named);
      const answer = await (signing ? signed(signing, command, buildings, send) : send(command));
      openListed(scope, named, answer);
      return answer;
    } catch (error) {
      if (error instanceof OutsideScopeError) onRefused(error, scope);
      throw error;
    }
  }

  const send = new Proxy(client.send, {
    apply: (target, _client, [command, ...rest]) =>
      fenced(command, (sent) => Reflect.apply(target, client, [sent, ...rest])),
  });
  return new Proxy(client, { get: (target, name) => (name === 'send' ? send : Reflect.get(target, name)) });
}
