import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { type MessageContent, type PhoneMessage, TICKS, type Tick } from './phone-message.ts';

/** A message with what the telephone does not show. */
export interface StoredMessage extends PhoneMessage {
  readonly phoneNumberId: string;
  /** What the sender wants back in every delivery report. */
  readonly callbackData?: string;
}

export interface Picture {
  readonly mimeType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface MessageStore {
  add(message: StoredMessage): void;
  get(id: string): StoredMessage | undefined;
  /** The latest messages of a telephone, oldest first. */
  history(phone: string, limit: number): StoredMessage[];
  /** Moves the tick forward; undefined when it stands there or further already. */
  advance(id: string, tick: Tick): StoredMessage | undefined;
  /** The messages of that side that are not read yet, oldest first. */
  unread(phone: string, sender: PhoneMessage['sender']): StoredMessage[];
  addPicture(id: string, picture: Picture): void;
  picture(id: string): Picture | undefined;
  close(): void;
}

const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = OFF;
  CREATE TABLE IF NOT EXISTS message (
    sequence INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    phone TEXT NOT NULL,
    phone_number_id TEXT NOT NULL,
    sender TEXT NOT NULL,
    at TEXT NOT NULL,
    tick INTEGER NOT NULL,
    content TEXT NOT NULL,
    callback_data TEXT,
    answered_after INTEGER
  ) STRICT;
  CREATE INDEX IF NOT EXISTS message_of_phone ON message (phone, sequence);
  CREATE TABLE IF NOT EXISTS picture (id TEXT PRIMARY KEY, mime_type TEXT NOT NULL, bytes BLOB NOT NULL) STRICT;`;

const contentSchema: z.ZodType<MessageContent> = z.object({
  kind: z.enum(['text', 'image', 'document', 'selection', 'template']),
  text: z.string(),
  header: z.string().exactOptional(),
  footer: z.string().exactOptional(),
  buttons: z.array(z.object({ id: z.string(), title: z.string() })).exactOptional(),
  list: z.boolean().exactOptional(),
  pictureId: z.string().exactOptional(),
  contextId: z.string().exactOptional(),
});

const rowSchema = z.object({
  id: z.string(),
  phone: z.string(),
  phone_number_id: z.string(),
  sender: z.enum(['person', 'business']),
  at: z.string(),
  tick: z.number(),
  content: z.string(),
  callback_data: z.string().nullable(),
  answered_after: z.number().nullable(),
});

const pictureSchema = z.object({ mime_type: z.string(), bytes: z.instanceof(Uint8Array<ArrayBuffer>) });

function messageOf(row: unknown): StoredMessage {
  const { id, phone, phone_number_id, sender, at, tick, content, callback_data, answered_after } = rowSchema.parse(row);
  return {
    ...contentSchema.parse(JSON.parse(content)),
    id,
    phone,
    phoneNumberId: phone_number_id,
    sender,
    at,
    tick: TICKS[tick] ?? 'waiting',
    ...(callback_data !== null && { callbackData: callback_data }),
    ...(answered_after !== null && { answeredAfterMilliseconds: answered_after }),
  };
}

/** Keeps the messages of the simulated telephones in a SQLite file, or in memory (`:memory:`). */
export function openMessageStore(file: string): MessageStore {
  const database = new DatabaseSync(file, { timeout: 5_000 });
  database.exec(SCHEMA);
  const insert = database.prepare(
    `INSERT INTO message (id, phone, phone_number_id, sender, at, tick, content, callback_data, answered_after)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const select = database.prepare('SELECT * FROM message WHERE id = ?');
  const latest = database.prepare('SELECT * FROM message WHERE phone = ? ORDER BY sequence DESC LIMIT ?');
  const move = database.prepare('UPDATE message SET tick = ? WHERE id = ? AND tick < ? RETURNING *');
  const notRead = database.prepare(
    'SELECT * FROM message WHERE phone = ? AND sender = ? AND tick < ? ORDER BY sequence',
  );
  const insertPicture = database.prepare('INSERT INTO picture (id, mime_type, bytes) VALUES (?, ?, ?)');
  const selectPicture = database.prepare('SELECT mime_type, bytes FROM picture WHERE id = ?');

  return {
    add(message) {
      const { id, phone, phoneNumberId, sender, at, tick, callbackData, answeredAfterMilliseconds, ...content } =
        message;
      insert.run(
        id,
        phone,
        phoneNumberId,
        sender,
        at,
        TICKS.indexOf(tick),
        JSON.stringify(content),
        callbackData ?? null,
        answeredAfterMilliseconds ?? null,
      );
    },
    get(id) {
      const row = select.get(id);
      return row === undefined ? undefined : messageOf(row);
    },
    history: (phone, limit) => latest.all(phone, limit).reverse().map(messageOf),
    advance(id, tick) {
      const rank = TICKS.indexOf(tick);
      const row = move.get(rank, id, rank);
      return row === undefined ? undefined : messageOf(row);
    },
    unread: (phone, sender) => notRead.all(phone, sender, TICKS.indexOf('read')).map(messageOf),
    addPicture: (id, { mimeType, bytes }) => void insertPicture.run(id, mimeType, bytes),
    picture(id) {
      const row = selectPicture.get(id);
      if (row === undefined) return undefined;
      const { mime_type: mimeType, bytes } = pictureSchema.parse(row);
      return { mimeType, bytes };
    },
    close: () => database.close(),
  };
}
