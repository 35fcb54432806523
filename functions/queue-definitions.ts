import type { QueueDefinition } from '@bos/kernel/function-definition';

/** The queues of the system, by what waits in them. */
export const QUEUES = {
  inbound: {
    name: 'inbound',
    description: 'Received messages and delivery reports, one group a sender.',
    visibilitySeconds: 180,
    // With waits that double from one second, the eighth comes after two minutes: a delivery report is waited for longer
    // than its message can take.
    maxReceives: 8,
  },
  emergency: {
    name: 'emergency',
    description: 'Received messages that sound like danger, one group a message: nothing stands in front of them.',
    visibilitySeconds: 180,
    maxReceives: 10,
  },
  outbound: {
    name: 'outbound',
    description: 'Messages to deliver, one group a conversation.',
    visibilitySeconds: 720,
    maxReceives: 8,
  },
  media: {
    name: 'media',
    description: 'Files of received messages to fetch, or to remove with their message, one group a message.',
    visibilitySeconds: 720,
    // With waits that double from one second and end at five minutes, the fourteenth comes after half an hour.
    maxReceives: 14,
  },
  timers: {
    name: 'timers',
    description: 'What a time has come for: tickets, missions and codes to look at, one group each.',
    visibilitySeconds: 360,
    maxReceives: 8,
  },
  devices: {
    name: 'devices',
    description: 'Values that devices have reported, one group a device, and their troubles to see to.',
    visibilitySeconds: 180,
    maxReceives: 8,
  },
  missions: {
    name: 'missions',
    description: 'Missions to start, one group a mission.',
    visibilitySeconds: 180,
    maxReceives: 8,
  },
} as const satisfies Record<string, QueueDefinition>;
