import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { signatureOf } from '@bos/http/signed-body';
import { silentLog } from '@bos/kernel/log';
import { createBlindIndex } from '@bos/table/encryption/blind-index';
import { createKeyRing } from '@bos/table/encryption/key-ring';
import { createTable } from '@bos/table/table';
import { createWrappedKeyStore } from '@bos/table/wrapped-keys';
import { virtualClock } from '@bos/testing/clocks';
import { createMemoryClient } from '@bos/testing/memory-client';
import { testKeyWrapper } from '@bos/testing/memory-table';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { expect, test } from 'vitest';
import { build } from '../../functions/webhooks/whatsapp.ts';
import { FIXTURE_APP_SECRET, whatsAppFixtures } from '../fixtures/whatsapp/read-fixtures.ts';
import { namedPlaces } from './named-places.ts';
import { synthesiseSystem } from './synthesise.ts';
import { isAllowed, questionsOf, tableStatementsOf } from './table-judge.ts';

const system = synthesiseSystem();
const { table: tableArn, keysTable } = namedPlaces(system);
const statements = tableStatementsOf(system, 'What webhook-whatsapp may do');
const KEYS_TABLE = 'keys';

/** The webhook over a table in memory, and what it sent there. */
function webhook() {
  const clock = virtualClock();
  const { client } = createMemoryClient();
  const sent: unknown[] = [];
  const send = new Proxy(client.send, {
    apply(target, _client, [command]) {
      sent.push(command);
      return Reflect.apply(target, client, [command]);
    },
  });
  const noting = new Proxy(client, { get: (_client, name) => (name === 'send' ? send : undefined) });
  const keys = createKeyRing({
    store: createWrappedKeyStore(noting, KEYS_TABLE, clock),
    wrapper: testKeyWrapper,
    clock,
  });
  const handler = build({
    table: createTable({ client: noting, tableName: 'table', keys, clock }),
    blindIndex: createBlindIndex(keys),
    clock,
    log: silentLog,
    whatsapp: { appSecret: async () => FIXTURE_APP_SECRET, verifyToken: async () => 'verify-me' },
  });
  return { handler, sent };
}

function eventOf(body: string): APIGatewayProxyEventV2 {
  const routeKey = 'POST /webhooks/whatsapp';
  return {
    version: '2.0',
    routeKey,
    rawPath: '/webhooks/whatsapp',
    rawQueryString: '',
    headers: { 'x-hub-signature-256': signatureOf(Buffer.from(body), FIXTURE_APP_SECRET) },
    isBase64Encoded: false,
    body,
    requestContext: {
      accountId: '1',
      apiId: '1',
      domainName: 'localhost',
      domainPrefix: 'localhost',
      http: { method: 'POST', path: '/webhooks/whatsapp', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 't' },
      requestId: '1',
      routeKey,
      stage: '$default',
      time: '22/Nov/2026:12:00:00 +0000',
      timeEpoch: 0,
    },
  };
}

test('whatever WhatsApp sends, each request that the webhook makes to the table is allowed to it', async () => {
  const { handler, sent } = webhook();
  for (const { bytes } of whatsAppFixtures) await handler(eventOf(bytes.toString()));
  expect(sent.length).toBeGreaterThan(whatsAppFixtures.length);
  for (const command of sent) {
    const named = command instanceof GetCommand || command instanceof PutCommand ? command.input.TableName : undefined;
    for (const question of questionsOf(command, named === KEYS_TABLE ? keysTable : tableArn))
      expect(isAllowed(statements, question), JSON.stringify(question)).toBe(true);
  }
});
