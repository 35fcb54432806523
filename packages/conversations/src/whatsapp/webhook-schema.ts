import * as z from 'zod';

/**
 * The outer shape of a webhook, and of a message only what routes it. Meta adds keys without notice, so nothing is
 * refused for what it has too much, and an odd secondary field counts as absent: no message is lost over it.
 */
const text = z.string().min(1).optional().catch(undefined);
const list = z.array(z.unknown()).optional().catch(undefined);

export const bodySchema = z.looseObject({
  object: z.literal('whatsapp_business_account'),
  entry: z.array(z.unknown()),
});

export const entrySchema = z.looseObject({ changes: z.array(z.unknown()) });

export const changeSchema = z.looseObject({ field: z.string(), value: z.looseObject({}) });

/** The routing key becomes part of a table key. */
export const phoneNumberIdSchema = z.string().regex(/^[\w.-]{1,64}$/);

export const valueSchema = z.looseObject({
  metadata: z.looseObject({ phone_number_id: phoneNumberIdSchema }).optional().catch(undefined),
  contacts: list,
  messages: list,
  statuses: list,
  errors: list,
  user_preferences: list,
});

export const contactSchema = z.looseObject({
  wa_id: text,
  user_id: text,
  profile: z.looseObject({ name: text, username: text }).optional().catch(undefined),
});

export const messageSchema = z.looseObject({
  id: z.string().min(1),
  from: text,
  from_user_id: text,
  timestamp: z.unknown().optional(),
  type: z.string().min(1).catch('unknown'),
  system: z.looseObject({ previous_user_id: text }).optional().catch(undefined),
});

export const statusSchema = z.looseObject({
  id: z.string().min(1),
  status: z.string().min(1),
  timestamp: z.unknown().optional(),
  recipient_id: text,
  recipient_user_id: text,
  biz_opaque_callback_data: text,
  errors: list,
});

/** What a person chose in WhatsApp's own settings of our number. */
export const preferenceSchema = z
  .looseObject({
    wa_id: text,
    user_id: text,
    category: z.literal('marketing_messages'),
    value: z.enum(['stop', 'resume']),
    timestamp: z.unknown().optional(),
  })
  .refine(({ wa_id, user_id }) => wa_id !== undefined || user_id !== undefined, 'nobody is named');

/** WhatsApp's error, in a webhook as in an answer of the API. Decide on the code, never on a text. */
export const errorSchema = z.looseObject({ code: z.number() });

/** One message with the contact that wrote it; one delivery report. */
export const messageBodySchema = z.object({ message: messageSchema, contact: contactSchema.optional() });
export const statusBodySchema = z.object({ status: statusSchema });

export type WebhookContact = z.infer<typeof contactSchema>;
export type WebhookMessage = z.infer<typeof messageSchema>;
export type WebhookStatus = z.infer<typeof statusSchema>;
export type WebhookPreference = z.infer<typeof preferenceSchema>;

/** The code of the first error, if there is one. */
export function firstErrorCode(errors: unknown): number | undefined {
  const first = Array.isArray(errors) ? errorSchema.safeParse(errors[0]) : undefined;
  return first?.success ? first.data.code : undefined;
}
