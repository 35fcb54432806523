import type { Device } from '@bos/buildings/devices/device';
import { assertSimulated, setSimulation } from '@bos/buildings/devices/set-simulation';
import { behaviourOf, type SimulatedDevice } from '@bos/buildings/devices/simulated-device';
import { createSimulatedDevices } from '@bos/buildings/devices/simulated-devices';
import { simulatedState } from '@bos/buildings/devices/simulated-gateway';
import { getSimulationRoute, setSimulationRoute, viewSimulation } from '@bos/buildings/devices/simulation-routes';
import { type BoundRoute, implement } from '@bos/http/bind';
import type { Ports } from '../../ports/ports.ts';

type SimulationPorts = Pick<Ports, 'table' | 'clock'>;

/**
 * On both targets alike, and for admins and managers alone: what can be told how to behave is simulated by its own
 * configuration, so nothing that guards a real door can be reached this way.
 */
export function simulationHandlers(
  { table, clock }: SimulationPorts,
  find: (buildingId: string, deviceId: string) => Promise<Device>,
): BoundRoute[] {
  function view(device: Device, simulated: SimulatedDevice) {
    const at = clock.now();
    return viewSimulation(simulated, behaviourOf(device, simulated, at), simulatedState(device, simulated, at));
  }

  const get = implement(getSimulationRoute, async ({ params: { buildingId, deviceId } }) => {
    const device = await find(buildingId, deviceId);
    assertSimulated(device);
    return { body: view(device, await createSimulatedDevices(table).get({ buildingId, deviceId })) };
  });

  const set = implement(setSimulationRoute, async ({ params: { buildingId, deviceId }, body }) => {
    const device = await find(buildingId, deviceId);
    const { script, battery, value } = body;
    const changes = { script, ...(battery !== undefined && { battery }), ...(value !== undefined && { value }) };
    return { body: view(device, await setSimulation({ table }, device, changes)) };
  });

  return [get, set];
}
