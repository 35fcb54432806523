/** What the engine's pauses are cut to. Longer than every time-out below, so that what should time out still does. */
export const LONGEST_PAUSE_SECONDS = 3;
const LONGEST_TIMEOUT_SECONDS = 2;
const LONGEST_HEARTBEAT_SECONDS = 1;

/** The definition with literal time-outs cut to seconds: an engine with a real clock cannot wait for two days. */
export function shortened(definition: string): string {
  const cut = JSON.parse(definition, (key: string, value: unknown) => {
    if (typeof value !== 'number') return value;
    if (key === 'TimeoutSeconds') return Math.min(value, LONGEST_TIMEOUT_SECONDS);
    if (key === 'HeartbeatSeconds') return Math.min(value, LONGEST_HEARTBEAT_SECONDS);
    return value;
  });
  return JSON.stringify(cut);
}
