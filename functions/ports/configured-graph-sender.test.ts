import { createServer } from 'node:http';
import type { OutgoingMessage } from '@bos/conversations/whatsapp/whatsapp-sender';
import { silentLog } from '@bos/kernel/log';
import { expect, onTestFinished, test } from 'vitest';
import { configuredGraphSender } from './configured-graph-sender.ts';

const MESSAGE: OutgoingMessage = {
  phoneNumberId: '109917730042258',
  address: { kind: 'phone', value: '+5511900000301' },
  text: 'Bom dia',
  buttons: [],
  callbackData: 'demo/c/m',
};

/** Stands where a provider would, and notes the tokens that it was shown. */
async function startProvider(): Promise<{ url: string; tokens: (string | undefined)[] }> {
  const tokens: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    tokens.push(request.headers.authorization);
    response.end(JSON.stringify({ messages: [{ id: 'wamid.1' }] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}`, tokens };
}

test('each message goes where the settings point at that moment', async () => {
  const [one, other] = [await startProvider(), await startProvider()];
  let { url } = one;
  const sender = configuredGraphSender({ accessToken: async () => 'token', url: async () => url }, silentLog);
  await sender.send(MESSAGE);
  ({ url } = other);
  expect(await sender.send(MESSAGE)).toEqual({ kind: 'accepted', providerMessageId: 'wamid.1' });
  expect([one.tokens, other.tokens]).toEqual([['Bearer token'], ['Bearer token']]);
});

test.each(['accessToken', 'url'])(
  'a message waits while its %s cannot be read: nothing was sent',
  async (unreadable) => {
    const { url, tokens } = await startProvider();
    const read = (name: string, value: string) => async () => {
      if (name === unreadable) throw new Error('throttled');
      return value;
    };
    const sender = configuredGraphSender(
      { accessToken: read('accessToken', 'token'), url: read('url', url) },
      silentLog,
    );
    expect(await sender.send(MESSAGE)).toEqual({ kind: 'refused', code: 'SETTINGS_UNREADABLE', remedy: 'wait' });
    expect(tokens).toEqual([]);
  },
);
