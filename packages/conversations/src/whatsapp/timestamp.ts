/** The year 2100: what lies beyond is no time of a message. */
const LATEST_SECONDS = 4_102_444_800;

/** WhatsApp's time, whole seconds since the epoch as text or number; undefined when it is none. */
export function timeOf(timestamp: unknown): Date | undefined {
  const seconds = typeof timestamp === 'string' || typeof timestamp === 'number' ? Number(timestamp) : Number.NaN;
  return Number.isInteger(seconds) && seconds > 0 && seconds < LATEST_SECONDS ? new Date(seconds * 1000) : undefined;
}
