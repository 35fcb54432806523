import type { AuditFact } from '@bos/kernel/audit-fact';
import type { Clock } from '@bos/kernel/clock';
import { DomainError } from '@bos/kernel/errors';
import type { Stored } from '@bos/table/entity';
import type { Table } from '@bos/table/table';
import { create, replace, WriteConflictError, type WriteOperation } from '@bos/table/write';
import type { Device } from './device.ts';
import type { DeviceGateway } from './device-gateway.ts';
import {
  deviceOrderEntity,
  orderIdOf,
  type SentOrder,
  type SettledOrder,
  type WaitingOrder,
  wantedBy,
} from './device-order.ts';
import { createDeviceOrderStore } from './device-order-store.ts';
import { type DeviceCommand, type DeviceState, shows, understands } from './device-state.ts';
import { type Ending, settleOrder } from './settle-order.ts';

export interface CommandDependencies {
  readonly table: Table;
  readonly gateway: DeviceGateway;
  /** Writes the record of what was commanded, where no mission does. */
  readonly audit?: (fact: AuditFact) => WriteOperation;
  /** When it is settled; the time at which it was asked for when not given. */
  readonly clock?: Clock;
}

/** Who wants it, and for how long an answer is waited for. */
export interface OrderTerms {
  readonly userId: string;
  readonly missionId?: string;
  /** The same for every attempt at one thing. */
  readonly idempotencyKey: string;
  readonly at: Date;
  readonly signal: AbortSignal;
  /** Until when it may be carried out, should the device be offline; at once or never when not given. */
  readonly expiresAt?: Date;
}

/** Nobody works on one order for longer: milliseconds. */
export const LONGEST_ORDER = 60_000;

function orderOf({ buildingId, deviceId }: Device, command: DeviceCommand, terms: OrderTerms): SentOrder {
  const { userId, missionId, idempotencyKey, at, expiresAt } = terms;
  return {
    status: 'sent',
    buildingId,
    deviceId,
    orderId: orderIdOf(deviceId, userId, idempotencyKey),
    command,
    userId,
    ...(missionId !== undefined && { missionId }),
    sentAt: at.toISOString(),
    ...(expiresAt !== undefined && { expiresAt: expiresAt.toISOString() }),
  };
}

/** What the device itself shows decides, whatever it has answered. */
function endingBy(state: DeviceState | undefined, command: DeviceCommand): Ending {
  return shows(state, command) ? { status: 'done', ...(state && { state }) } : { status: 'unknown' };
}

async function carryOut(deps: CommandDependencies, device: Device, { command }: SentOrder, terms: SendTerms) {
  const { outcome, state } = await deps.gateway.send(device, command, terms);
  switch (outcome) {
    case 'refused':
      return { status: 'refused', code: 'DEVICE_REFUSED' } as const;
    case 'offline':
      return { status: 'failed', code: 'DEVICE_OFFLINE' } as const;
    case 'unknown':
    case 'confirmed':
      return endingBy(
        outcome === 'confirmed' && state !== undefined ? state : await deps.gateway.read(device, terms.signal),
        command,
      );
  }
}

type SendTerms = Pick<OrderTerms, 'idempotencyKey' | 'signal' | 'at'>;

/**
 * Sends an order that was claimed, believes only what the device reads back, and stores that together with its entry in the
 * access log. One whose device is offline waits where its time is not over.
 */
export async function attempt(
  deps: CommandDependencies,
  device: Device,
  order: Stored<SentOrder>,
  terms: SendTerms,
): Promise<SettledOrder | WaitingOrder> {
  // It fits no device of that kind, or none of this height: nobody need be asked.
  const ending: Ending = understands(device, order.command)
    ? await carryOut(deps, device, order, terms)
    : { status: 'refused', code: 'DEVICE_REFUSED' };
  const now = deps.clock?.now() ?? terms.at;
  const { expiresAt } = order;
  const waits = 'code' in ending && ending.code === 'DEVICE_OFFLINE' && expiresAt !== undefined;
  if (!waits || now >= new Date(expiresAt)) return settleOrder(deps, order, ending, now);
  const waiting: WaitingOrder = { ...wantedBy(order), status: 'waiting', expiresAt };
  await deps.table.write([replace(deviceOrderEntity, order, waiting)]);
  return waiting;
}

/**
 * Carries a command out: claims it, sends it once, believes only what the device reads back, and stores that together with
 * its entry in the access log. The same order again gives what came of the first. What cannot be done now is kept for
 * later only where its terms say until when. Throws ORDER_IN_HAND while another attempt at it is still waited for.
 */
export async function commandDevice(
  deps: CommandDependencies,
  device: Device,
  command: DeviceCommand,
  terms: OrderTerms,
): Promise<SettledOrder | WaitingOrder> {
  const order = orderOf(device, command, terms);
  const claimed = await claim(deps.table, order);
  if (claimed.status !== 'sent') return claimed;
  if (!claimed.isOurs) {
    if (terms.at.getTime() - Date.parse(claimed.sentAt) < LONGEST_ORDER) {
      throw new DomainError('conflict', 'ORDER_IN_HAND', `Order ${order.orderId} is being carried out.`);
    }
    return readBackOrder(deps, device, claimed, terms);
  }
  return attempt(deps, device, claimed, terms);
}

type Claimed = SettledOrder | WaitingOrder | (Stored<SentOrder> & { readonly isOurs: boolean });

/** Notes the order before anything moves; one that is there already is given back as it stands. */
async function claim(table: Table, order: SentOrder): Promise<Claimed> {
  const store = createDeviceOrderStore(table);
  try {
    await table.write([create(deviceOrderEntity, order)]);
    const { sentAt } = order;
    return { ...order, version: 1, createdAt: sentAt, updatedAt: sentAt, isOurs: true };
  } catch (error) {
    if (!(error instanceof WriteConflictError)) throw error;
    const stored = await store.get(order.buildingId, order.orderId);
    if (stored === undefined) throw error;
    return stored.status === 'sent' ? { ...stored, isOurs: false } : stored;
  }
}

/** Settles an order that broke off by what the device shows now. Touches nothing. */
export async function readBackOrder(
  deps: CommandDependencies,
  device: Device,
  order: Stored<SentOrder>,
  { at, signal }: Pick<OrderTerms, 'at' | 'signal'>,
): Promise<SettledOrder> {
  return settleOrder(deps, order, endingBy(await deps.gateway.read(device, signal), order.command), at);
}

/** What a broken-off attempt at that order has done; undefined when it never came so far. Touches nothing. */
export async function readBackCommand(
  deps: CommandDependencies,
  device: Device,
  terms: OrderTerms,
): Promise<SettledOrder | WaitingOrder | undefined> {
  const { buildingId, deviceId } = device;
  const orderId = orderIdOf(deviceId, terms.userId, terms.idempotencyKey);
  const order = await createDeviceOrderStore(deps.table).get(buildingId, orderId);
  return order?.status === 'sent' ? readBackOrder(deps, device, order, terms) : order;
}

/** Notes that somebody was refused, in the access log as well. The same refusal again is noted once. */
export async function refuseOrder(
  deps: CommandDependencies,
  device: Device,
  command: DeviceCommand,
  { code, ...terms }: Omit<OrderTerms, 'signal'> & { readonly code: string },
): Promise<SettledOrder> {
  const order = orderOf(device, command, { ...terms, signal: new AbortController().signal });
  return settleOrder(deps, order, { status: 'refused', code }, terms.at);
}
