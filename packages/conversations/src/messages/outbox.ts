import { parseInput } from '@bos/kernel/parse';
import { create, type WriteOperation } from '@bos/table/write';
import * as z from 'zod';
import { type Button, buttonSchema, messageEntity } from './message.ts';

/** WhatsApp's limits, in UTF-16 units: no count of characters is larger. */
const MAX_TEXT = 4096;
const MAX_TEXT_WITH_BUTTONS = 1024;

export interface QueuedMessage {
  readonly buildingId: string;
  readonly conversationId: string;
  /** To whom it goes. */
  readonly userId: string;
  /** Deterministic, so that a replay meets the first one. */
  readonly messageId: string;
  readonly sender: 'agent' | 'staff';
  /** The member of staff who wrote it. */
  readonly authorId?: string;
  readonly text: string;
  /** Parts of the text that are for its recipient alone. */
  readonly secrets?: readonly string[];
  readonly buttons?: readonly Button[];
  readonly missionId?: string;
  readonly at: Date;
}

const isUnique = (values: readonly string[]) => new Set(values).size === values.length;

const contentSchema = z
  .object({
    text: z
      .string()
      .max(MAX_TEXT)
      .refine((text) => text.trim() !== '', 'not empty'),
    buttons: z
      .array(buttonSchema)
      .max(3)
      .refine((buttons) => isUnique(buttons.map(({ id }) => id)), 'different ids')
      .refine((buttons) => isUnique(buttons.map(({ title }) => title)), 'different titles'),
    secrets: z.array(z.string().min(1)),
  })
  .refine(({ text, secrets }) => secrets.every((secret) => text.includes(secret)), {
    path: ['secrets'],
    message: 'parts of the text',
  })
  .refine(({ text, buttons }) => buttons.length === 0 || text.length <= MAX_TEXT_WITH_BUTTONS, {
    path: ['text'],
    message: `at most ${MAX_TEXT_WITH_BUTTONS} characters above buttons`,
  });

/**
 * A message into the outbox: the write of an item in state `queued`, which fails when there is one with its id. Throws
 * INVALID_INPUT on what WhatsApp would not take: no text or more than 4,096 characters (1,024 with buttons), more
 * than three buttons, a title of more than 20 characters, two of the same; and on secrets that are not in the text.
 */
export function queuedMessage({ at, buttons = [], secrets = [], ...message }: QueuedMessage): WriteOperation {
  const content = parseInput(contentSchema, { text: message.text, buttons, secrets }, 'message');
  return create(messageEntity, {
    ...message,
    text: content.text,
    ...(content.buttons.length > 0 && { buttons: content.buttons }),
    ...(content.secrets.length > 0 && { secrets: content.secrets }),
    direction: 'outbound',
    kind: content.buttons.length > 0 ? 'interactive' : 'text',
    status: 'queued',
    sentAt: at.toISOString(),
    queuedAt: at.toISOString(),
    attempts: 0,
  });
}
