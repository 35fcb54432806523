import { pathId } from '@bos/http/path-id';
import { defineRoute, type RouteContract } from '@bos/http/route';
import * as z from 'zod';
import { batterySchema, type DeviceState, deviceStateSchema } from './device-state.ts';
import { type SimulatedDevice, type SimulationScript, simulationScriptSchema } from './simulated-device.ts';

const TAG = 'Simulated devices';
const path = '/v1/buildings/{buildingId}/devices/{deviceId}/simulation';
const params = z.object({ buildingId: z.string(), deviceId: pathId });
const value = z.union([z.number(), z.boolean()]).optional().describe('What a sensor senses and a meter counts.');

const simulationView = z
  .object({
    script: simulationScriptSchema.describe('How it behaves now.'),
    battery: batterySchema.optional(),
    value,
    state: deviceStateSchema.describe('What it would show if it could be asked.'),
    codes: z.array(z.string()).describe('The slots of a lock that are taken.'),
  })
  .meta({ id: 'Simulation' });

const errors = [{ status: 409, code: 'DEVICE_NOT_SIMULATED', description: 'It is a real device.' }];

export const getSimulationRoute = defineRoute({
  operationId: 'getSimulation',
  method: 'GET',
  path,
  summary: 'How a simulated device behaves',
  tag: TAG,
  permission: 'devices:simulate',
  params,
  response: {
    status: 200,
    description: 'Its script and memory.',
    schema: simulationView,
  },
  errors,
});

export const setSimulationRoute = defineRoute({
  operationId: 'setSimulation',
  method: 'PUT',
  path,
  summary: 'Tell a simulated device how to behave',
  description:
    'It can work, refuse, stall, be offline, have an empty battery, lose its answers or give them late; until a time, from which on it works again. For rehearsals and tests: real devices refuse it.',
  tag: TAG,
  permission: 'devices:simulate',
  params,
  body: z.object({ script: simulationScriptSchema, battery: batterySchema.optional(), value }),
  examples: { body: { script: { behaviour: 'offline', until: '2026-11-22T13:00:00.000Z' } } },
  response: {
    status: 200,
    description: 'How it behaves now.',
    schema: simulationView,
  },
  errors,
});

export const simulationRoutes: readonly RouteContract[] = [getSimulationRoute, setSimulationRoute];

export function viewSimulation(
  { battery, value: shown, codes }: SimulatedDevice,
  script: SimulationScript,
  state: DeviceState,
): z.infer<typeof simulationView> {
  return {
    script,
    state,
    codes: codes.map(({ slot }) => slot),
    ...(battery !== undefined && { battery }),
    ...(shown !== undefined && { value: shown }),
  };
}
