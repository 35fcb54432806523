import type { FunctionDefinition } from '@bos/kernel/function-definition';
import { pmsWebhookRoute } from '@bos/stays/pms/pms-routes';
import { QUEUES } from '../queue-definitions.ts';
import { READ_WRITE } from './rights.ts';
import { routesOf } from './routes.ts';

/** What other systems call. */
export const WEBHOOKS: readonly FunctionDefinition[] = [
  {
    name: 'webhook-whatsapp',
    description: 'Takes WhatsApp’s webhook: checks the signature, stores each message, acknowledges.',
    entry: 'functions/webhooks/whatsapp.ts',
    trigger: {
      kind: 'http',
      routes: [
        { routeKey: 'GET /webhooks/whatsapp', public: true },
        { routeKey: 'POST /webhooks/whatsapp', public: true },
      ],
    },
    // It reads the platform's wrapped key, and makes it before the first message of all.
    rights: [
      ...READ_WRITE,
      { kind: 'secret', name: 'whatsapp-app-secret' },
      { kind: 'secret', name: 'whatsapp-verify-token' },
    ],
    timeoutSeconds: 10,
    memoryMegabytes: 1024,
  },
  {
    name: 'webhook-devices',
    description: 'Takes what sensors and meters report: checks the signature, puts each value in line, acknowledges.',
    entry: 'functions/webhooks/devices.ts',
    trigger: { kind: 'http', routes: [{ routeKey: 'POST /webhooks/devices/{buildingId}', public: true }] },
    rights: [
      { kind: 'send', queue: QUEUES.devices.name },
      { kind: 'secret', name: 'device-webhook-secret' },
    ],
    timeoutSeconds: 10,
    memoryMegabytes: 512,
  },
  {
    name: 'webhook-pms',
    description: 'Takes stays from the property management systems of buildings, signed with their secrets.',
    entry: 'functions/webhooks/pms.ts',
    trigger: routesOf([pmsWebhookRoute]),
    rights: READ_WRITE,
    timeoutSeconds: 15,
    memoryMegabytes: 512,
  },
];
