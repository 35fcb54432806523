import { defineEvent } from '@bos/table/domain-event';
import * as z from 'zod';

const FACTS = { buildingId: 'demo', deviceId: 'sink-1203', episodeId: '01M8127JV37MF3JBZ9FFEBR6XF', unitId: '1203' };
const GOOD = { ...FACTS, openedAt: '2026-11-22T12:00:00.000Z' };

const schema = () =>
  z.strictObject({
    buildingId: z.string(),
    deviceId: z.string(),
    episodeId: z.string(),
    unitId: z.string().optional(),
    openedAt: z.string(),
  });
const examples = { good: [GOOD], bad: [FACTS] };
const common = { version: 1, entity: 'episode', schema, examples } as const;

/** Once for each episode: one that comes back before it is long over stays the same. */
const found = (trouble: string) => ({ kind: 'entered', field: 'trouble', values: [trouble] }) as const;

export const leakDetected = /* @__PURE__ */ defineEvent({
  ...common,
  name: 'leak-detected',
  description: 'A sensor has found water where there should be none.',
  when: found('leak'),
});

export const smokeDetected = /* @__PURE__ */ defineEvent({
  ...common,
  name: 'smoke-detected',
  description: 'A detector has found smoke.',
  when: found('smoke'),
});

export const batteryLowDetected = /* @__PURE__ */ defineEvent({
  ...common,
  name: 'battery-low-detected',
  description: 'The battery of a device is at 20 % or less.',
  when: found('battery_low'),
});

export const deviceOfflineDetected = /* @__PURE__ */ defineEvent({
  ...common,
  name: 'device-offline-detected',
  description: 'A device that reports by itself has been silent for longer than it may.',
  when: found('offline'),
});
