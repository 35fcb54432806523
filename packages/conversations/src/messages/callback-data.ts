import type { MessageReference } from './message-store.ts';

/** Our name for a message at the provider: it comes back in every delivery report. */
export function callbackDataOf({ buildingId, conversationId, messageId }: MessageReference): string {
  return `${buildingId}/${conversationId}/${messageId}`;
}

/** Undefined for what is none of ours: another program may send on the same number. */
export function readCallbackData(text: string | undefined): MessageReference | undefined {
  const [, buildingId, conversationId, messageId] = /^([\w.-]+)\/([\w.-]+)\/([\w.-]+)$/.exec(text ?? '') ?? [];
  if (buildingId === undefined || conversationId === undefined || messageId === undefined) return undefined;
  return { buildingId, conversationId, messageId };
}
