import * as z from 'zod';
import type { Device } from '../device.ts';
import { batterySchema, type DeviceCommand, type DeviceState } from '../device-state.ts';

/** What `GET /api/states/{entity_id}` answers, as far as it is used. */
export const entityStateSchema = z.looseObject({
  entity_id: z.string(),
  state: z.string(),
  attributes: z.looseObject({ battery_level: z.unknown().optional() }).optional(),
});
export type EntityState = z.infer<typeof entityStateSchema>;

/** So Home Assistant says that it cannot reach a device, or has not heard of it yet. */
const UNREACHABLE: ReadonlySet<string> = new Set(['unavailable', 'unknown']);

const CAMERA_STATUSES = ['idle', 'recording', 'streaming'] as const;

function numberOf(text: string): number | undefined {
  const value = Number(text);
  return text.trim() !== '' && Number.isFinite(value) ? value : undefined;
}

function batteryOf({ attributes }: EntityState): { readonly battery?: number } {
  const { data } = batterySchema.safeParse(attributes?.battery_level);
  return data === undefined ? {} : { battery: data };
}

/** A lock that is on its way, or jammed, still counts as locked: only one that says so is open. */
const OPEN: ReadonlySet<string> = new Set(['unlocked', 'open']);

/** What the entity says of the device; undefined when it cannot be reached, or says what such a device cannot. */
export function deviceStateOf(device: Device, entity: EntityState): DeviceState | undefined {
  const { state } = entity;
  if (UNREACHABLE.has(state)) return undefined;
  switch (device.kind) {
    case 'door':
      return { kind: 'door', locked: !OPEN.has(state), ...batteryOf(entity) };
    case 'elevator': {
      const floor = numberOf(state);
      return floor !== undefined && Number.isInteger(floor) ? { kind: 'elevator', floor } : undefined;
    }
    case 'camera': {
      const status = CAMERA_STATUSES.find((known) => known === state);
      return status && { kind: 'camera', status };
    }
    case 'sensor': {
      const value = device.senses === 'temperature' ? numberOf(state) : ({ on: true, off: false } as const)[state];
      return value === undefined ? undefined : { kind: 'sensor', value, ...batteryOf(entity) };
    }
    case 'meter': {
      const value = numberOf(state);
      return value === undefined || value < 0 ? undefined : { kind: 'meter', value, ...batteryOf(entity) };
    }
  }
}

/** A call of a service: `POST /api/services/{service}` with that body. */
export interface ServiceCall {
  readonly service: string;
  readonly body: Readonly<Record<string, string | number>>;
}

/** What to call for a command; undefined where the entity is of a domain that has no such service. */
export function serviceCallOf(entityId: string, command: DeviceCommand): ServiceCall | undefined {
  const [domain = ''] = entityId.split('.');
  const body = { entity_id: entityId };
  switch (command.kind) {
    case 'open_door':
      if (domain === 'lock') return { service: 'lock/unlock', body };
      return domain === 'cover' ? { service: 'cover/open_cover', body } : undefined;
    case 'call_elevator':
      if (domain !== 'number' && domain !== 'input_number') return undefined;
      return { service: `${domain}/set_value`, body: { ...body, value: command.floor } };
  }
}
