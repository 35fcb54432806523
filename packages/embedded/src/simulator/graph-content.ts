import * as z from 'zod';
import { badParameter, badValue } from './graph-error.ts';
import type { MessageContent, PhoneButton } from './phone-message.ts';

const text = z.string().min(1).optional();
const part = (most: number) =>
  z
    .string()
    .min(1)
    .refine((value) => [...value].length <= most, `at most ${most} characters`);
const footerSchema = z.looseObject({ text: part(60) }).optional();
const headerSchema = z.looseObject({ type: z.string(), text: part(60).optional() }).optional();
const replySchema = z.looseObject({ id: part(256), title: part(20) });
const rowSchema = z.looseObject({ id: part(200), title: part(24) });
const mediaSchema = z
  .looseObject({ id: text, link: text, caption: part(1024).optional(), filename: text })
  .refine(({ id, link }) => (id === undefined) !== (link === undefined), 'id or link');

/** The content of each type; throws GraphError when it is outside WhatsApp's limits. */
export const GRAPH_CONTENT: Readonly<Record<string, (payload: unknown) => MessageContent>> = {
  text: (payload) => {
    const { body } = valid(z.looseObject({ body: part(4096) }), payload, 'text');
    return { kind: 'text', text: body };
  },
  interactive: (payload) => {
    const { type } = valid(z.looseObject({ type: z.string() }), payload, 'interactive');
    if (type === 'button') return buttonMessage(payload);
    if (type === 'list') return listMessage(payload);
    throw badParameter(`interactive.type ${type} is not known here`);
  },
  image: (payload) => ({ kind: 'image', text: valid(mediaSchema, payload, 'image').caption ?? '' }),
  document: (payload) => {
    const { caption = '', filename } = valid(mediaSchema, payload, 'document');
    return { kind: 'document', text: caption, ...(filename !== undefined && { header: filename }) };
  },
  template: (payload) => {
    const schema = z.looseObject({ name: part(512), language: z.looseObject({ code: z.string() }) });
    const { name, language } = valid(schema, payload, 'template');
    return { kind: 'template', text: `${name} (${language.code})` };
  },
};

function buttonMessage(payload: unknown): MessageContent {
  const button = z.looseObject({ type: z.literal('reply'), reply: replySchema });
  const schema = z.looseObject({
    header: headerSchema,
    body: z.looseObject({ text: part(1024) }),
    footer: footerSchema,
    action: z.looseObject({ buttons: z.array(button).min(1).max(3) }),
  });
  const { header, body, footer, action } = valid(schema, payload, 'interactive');
  const buttons = action.buttons.map(({ reply: { id, title } }) => ({ id, title }));
  return { kind: 'text', text: body.text, ...framed(header, footer), buttons: different(buttons) };
}

function listMessage(payload: unknown): MessageContent {
  const section = z.looseObject({ title: part(24).optional(), rows: z.array(rowSchema).min(1) });
  const schema = z.looseObject({
    header: headerSchema,
    body: z.looseObject({ text: part(4096) }),
    footer: footerSchema,
    action: z.looseObject({ button: part(20), sections: z.array(section).min(1).max(10) }),
  });
  const { header, body, footer, action } = valid(schema, payload, 'interactive');
  const rows = action.sections.flatMap(({ rows }) => rows.map(({ id, title }) => ({ id, title })));
  if (rows.length > 10) throw badValue('action.sections: at most 10 rows in all');
  return { kind: 'text', text: body.text, ...framed(header, footer), buttons: different(rows), list: true };
}

function framed(
  header: { readonly text?: string | undefined } | undefined,
  footer: { readonly text: string } | undefined,
) {
  return { ...(header?.text !== undefined && { header: header.text }), ...(footer && { footer: footer.text }) };
}

function different(buttons: readonly PhoneButton[]): readonly PhoneButton[] {
  for (const key of ['id', 'title'] as const) {
    if (new Set(buttons.map((button) => button[key])).size < buttons.length) throw badValue(`action: each ${key} once`);
  }
  return buttons;
}

function valid<T>(schema: z.ZodType<T>, payload: unknown, name: string): T {
  if (payload === undefined) throw badParameter(`${name} is missing`);
  const parsed = schema.safeParse(payload);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw badValue(`${[name, ...(issue?.path ?? [])].join('.')}: ${issue?.message ?? 'not valid'}`);
}
