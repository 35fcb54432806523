import type { OutgoingMessage } from './whatsapp-sender.ts';

/** Without "+" Meta would put the business number's country in front. */
function recipientOf({ kind, value }: OutgoingMessage['address']) {
  return kind === 'phone' ? { to: value.startsWith('+') ? value : `+${value}` } : { recipient: value };
}

/** The JSON of a message for `POST /{version}/{phone-number-id}/messages`. */
export function graphMessage({ address, text, buttons, callbackData }: OutgoingMessage) {
  const common = {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...recipientOf(address),
    biz_opaque_callback_data: callbackData,
  };
  if (buttons.length === 0) return { ...common, type: 'text', text: { preview_url: false, body: text } };
  return {
    ...common,
    type: 'interactive',
    interactive: {
      type: 'button',
      body: { text },
      action: { buttons: buttons.map(({ id, title }) => ({ type: 'reply', reply: { id, title } })) },
    },
  };
}
