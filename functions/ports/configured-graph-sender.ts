import { createGraphSender } from '@bos/conversations/whatsapp/graph-client';
import type { WhatsAppSender } from '@bos/conversations/whatsapp/whatsapp-sender';
import type { Log } from '@bos/kernel/log';

/** Settings that an operator may change while the system runs. */
export interface GraphSettings {
  accessToken(): Promise<string | undefined>;
  /** What stands in for `https://graph.facebook.com`. */
  url(): Promise<string | undefined>;
}

/**
 * Sends with the settings as they are now. When they cannot be read nothing has been sent: the message waits in its
 * queue, as when WhatsApp itself is busy, and is not taken for one whose outcome nobody knows.
 */
export function configuredGraphSender(settings: GraphSettings, log: Log): WhatsAppSender {
  return {
    async send(message) {
      let token: string | undefined;
      let url: string | undefined;
      try {
        [token, url] = await Promise.all([settings.accessToken(), settings.url()]);
      } catch (error) {
        log.error('whatsapp.settings_unreadable', error);
        return { kind: 'refused', code: 'SETTINGS_UNREADABLE', remedy: 'wait' };
      }
      return createGraphSender({ accessToken: async () => token, url }).send(message);
    },
  };
}
