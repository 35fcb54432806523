/** What the operations of devices are given, by operation. */
export const DEVICE_BODIES: Readonly<Record<string, unknown>> = {
  configureDevice: { kind: 'camera', name: 'Lobby', gateway: 'simulator' },
  commandDevice: { kind: 'open_door' },
  setSimulation: { script: { behaviour: 'works' } },
};
