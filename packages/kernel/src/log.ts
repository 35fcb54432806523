import { DomainError } from './errors.ts';

/**
 * The fields that a log line may carry: identifiers, codes, counts and durations.
 * This list is the mask. Whatever is not on it does not compile and, should it come in all the same,
 * is written as `[masked]`: no name, phone or message text reaches a log by oversight.
 */
export interface LogFields {
  readonly buildingId?: string;
  readonly conversationId?: string;
  readonly messageId?: string;
  readonly missionId?: string;
  readonly stepId?: string;
  readonly ticketId?: string;
  readonly deviceId?: string;
  readonly notificationId?: string;
  readonly phoneNumberId?: string;
  readonly requestId?: string;
  readonly routeKey?: string;
  readonly queue?: string;
  readonly function?: string;
  readonly item?: string;
  readonly status?: string | number;
  readonly code?: string | number;
  readonly reason?: string;
  readonly port?: number;
  readonly count?: number;
  readonly attempt?: number;
  readonly bytes?: number;
  readonly milliseconds?: number;
}

const ALLOWED: Record<keyof LogFields, true> = {
  buildingId: true,
  conversationId: true,
  messageId: true,
  missionId: true,
  stepId: true,
  ticketId: true,
  deviceId: true,
  notificationId: true,
  phoneNumberId: true,
  requestId: true,
  routeKey: true,
  queue: true,
  function: true,
  item: true,
  status: true,
  code: true,
  reason: true,
  port: true,
  count: true,
  attempt: true,
  bytes: true,
  milliseconds: true,
};

export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  /** A foreign error's message may quote its input, so only its name, code and stack frames are written. */
  error(event: string, error: unknown, fields?: LogFields): void;
}

function masked(fields: LogFields): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, name in ALLOWED ? value : '[masked]']),
  );
}

function describe(error: unknown): Record<string, unknown> {
  if (error instanceof DomainError) return { error: error.code, message: error.message, cause: nameOf(error.cause) };
  if (!(error instanceof Error)) return { error: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  return { error: error.name, cause: nameOf(error.cause), stack: frames.slice(0, 8).map((line) => line.trim()) };
}

function nameOf(cause: unknown): string | undefined {
  return cause instanceof Error ? cause.name : undefined;
}

/** One JSON object a line, through `write`. */
export function jsonLog(write: (line: string) => void, now: () => Date): Log {
  const emit = (level: string, event: string, fields: Record<string, unknown>): void =>
    write(JSON.stringify({ time: now().toISOString(), level, event, ...fields }));
  return {
    info: (event, fields = {}) => emit('info', event, masked(fields)),
    warn: (event, fields = {}) => emit('warn', event, masked(fields)),
    error: (event, error, fields = {}) => emit('error', event, { ...masked(fields), ...describe(error) }),
  };
}

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };
